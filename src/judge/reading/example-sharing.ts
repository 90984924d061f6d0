/**
 * A contract in which things belong to people, for the examples of checks: notebooks that are shared by role, notes in them.
 */
import type { Operation, Parameter, Surface } from "../../contract/surface.ts";
import { exampleSurface } from "../check-examples.ts";

const [createNote, listNotes, getNote, updateNote, deleteNote] = exampleSurface.operations as [
  Operation,
  Operation,
  Operation,
  Operation,
  Operation,
];
const bookId: Parameter = { name: "bookId", in: "path", required: true, schema: { type: "string" } };
const personId: Parameter = { ...bookId, name: "personId" };
const role = { type: "object", properties: { role: { enum: ["editor", "viewer"] } } };
const book = { type: "object", properties: { id: {}, title: { type: "string" }, role: { type: "string" } } };

const guarded = (operation: Operation, change: Partial<Operation> = {}): Operation => ({
  ...operation,
  secured: true,
  ...change,
});
const ofBook = (operation: Operation, id: string): Operation =>
  guarded(operation, {
    id,
    path: "/books/{bookId}",
    parameters: [bookId],
    responses: { "200": { headers: [], contentType: "application/json", schema: book } },
  });

export const sharingSurface: Surface = {
  ...exampleSurface,
  operations: [
    guarded(createNote, { path: "/books/{bookId}/notes", parameters: [bookId], idempotencyHeader: "Idempotency-Key" }),
    guarded(listNotes, { path: "/books/{bookId}/notes", parameters: [bookId] }),
    guarded(getNote),
    guarded(updateNote),
    guarded(deleteNote),
    guarded(createNote, { id: "createBook", path: "/books" }),
    guarded(listNotes, { id: "listBooks", path: "/books" }),
    ofBook(getNote, "getBook"),
    ofBook(updateNote, "updateBook"),
    ofBook(deleteNote, "deleteBook"),
    {
      ...ofBook(updateNote, "share"),
      method: "PUT",
      path: "/books/{bookId}/people/{personId}",
      parameters: [bookId, personId],
      body: { required: true, contentType: "application/json", schema: role },
    },
    {
      ...ofBook(deleteNote, "unshare"),
      path: "/books/{bookId}/people/{personId}",
      parameters: [bookId, personId],
    },
  ],
  resources: [
    {
      name: "book",
      collection: "/books",
      item: "/books/{bookId}",
      idParameter: "bookId",
      idMember: "id",
      create: "createBook",
      read: "getBook",
      update: "updateBook",
      remove: "deleteBook",
      list: "listBooks",
    },
    {
      ...(exampleSurface.resources[0] as Surface["resources"][number]),
      collection: "/books/{bookId}/notes",
      parents: [{ parameter: "bookId", resource: "book", member: "bookId" }],
      concurrency: { read: "getNote", update: "updateNote" },
    },
  ],
  sharing: {
    resource: "book",
    grant: "share",
    revoke: "unshare",
    personParameter: "personId",
    roleMember: "role",
    roles: ["editor", "viewer"],
    ownerRole: "owner",
  },
  access: {
    getBook: { allowed: ["owner", "editor", "viewer"] },
    updateBook: { allowed: ["owner"] },
    deleteBook: { allowed: ["owner"] },
    share: { allowed: ["owner"] },
    unshare: { allowed: ["owner"] },
    createNote: { allowed: ["owner", "editor"] },
    listNotes: { allowed: ["owner", "editor", "viewer"] },
    getNote: { allowed: ["owner", "editor", "viewer"] },
    updateNote: { allowed: ["owner", "editor"] },
    deleteNote: { allowed: ["owner", "editor"] },
  },
};
