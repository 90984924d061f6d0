/** Who there is, and who is asking. */
import { createHash, randomBytes } from "node:crypto";
import { type Database, sqlState, uniqueViolation } from "./database.ts";
import type { LoginLimit } from "./login-limit.ts";
import { hashPassword, isRightPassword, nobodysPassword } from "./passwords.ts";
import { Problem } from "./problem.ts";
import type { Credentials, NewAccount } from "./validate.ts";

export interface Account {
  id: number;
  email: string;
  name: string;
}

export interface Session {
  token: string;
  expiresAt: Date;
}

const sessionHours = 12;

export class Accounts {
  readonly #database: Database;
  readonly #limit: LoginLimit;

  constructor(database: Database, limit: LoginLimit) {
    this.#database = database;
    this.#limit = limit;
  }

  async register({ email, password, name }: NewAccount): Promise<Account> {
    const hash = await hashPassword(password);
    try {
      const rows = await this.#database.query<Account>(
        "insert into account (email, name, password_hash) values ($1, $2, $3) returning id, email, name",
        [email, name, hash],
      );
      return rows[0]!;
    } catch (error) {
      if (sqlState(error) === uniqueViolation) throw new Problem(409, "this e-mail address is taken");
      throw error;
    }
  }

  /** The same statements and the same work whether or not there is such an address. */
  async logIn({ email, password }: Credentials): Promise<Session> {
    await this.#limit.refuseIfReached(email);
    const accounts = await this.#database.query<{ id: number; password_hash: string }>(
      "select id, password_hash from account where lower(email) = lower($1)",
      [email],
    );
    const account = accounts[0];
    const isRight = await isRightPassword(password, account?.password_hash ?? (await nobodysPassword));
    if (!account || !isRight) {
      await this.#limit.countFailure(email);
      throw new Problem(401, "e-mail address or password is wrong", { "www-authenticate": "Bearer" });
    }
    const token = randomBytes(32).toString("base64url");
    const rows = await this.#database.query<{ expiresAt: Date }>(
      `insert into session (token_hash, account_id, expires_at)
       values ($1, $2, now() + make_interval(hours => $3))
       returning expires_at as "expiresAt"`,
      [hashToken(token), account.id, sessionHours],
    );
    return { token, expiresAt: rows[0]!.expiresAt };
  }

  /** Whose token this is. */
  async whoIs(token: string): Promise<Account | undefined> {
    const rows = await this.#database.query<Account>(
      `select account.id, account.email, account.name
       from session
       join account on account.id = session.account_id
       where session.token_hash = $1 and session.expires_at > now()`,
      [hashToken(token)],
    );
    return rows[0];
  }

  async logOut(token: string): Promise<void> {
    await this.#database.query("delete from session where token_hash = $1", [hashToken(token)]);
  }
}

/** 256 random bits cannot be guessed, so this hash, unlike that of a password, may be fast. */
function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
