import { describe, expect, it } from "vitest";
import { findMentions } from "./find-mentions.ts";
import { readSentences } from "./read-sentences.ts";
import { makeVocabulary } from "./vocabulary.ts";

const words = (synonyms: string[], ambiguous: string[] = []) => ({ title: synonyms[0] as string, synonyms, ambiguous });
const vocabulary = makeVocabulary({
  skills: new Map([
    ["rest-api-design", words(["rest", "rest api", "restful", "api"], ["rest", "api"])],
    ["monitoring", words(["monitoring"], ["monitoring"])],
    ["transactions", words(["transactions", "database transactions"], ["transactions"])],
    ["query-optimisation", words(["query optimisation"])],
    ["message-queues", words(["message queue"])],
  ]),
});

function read(text: string) {
  return findMentions({ text, sentences: readSentences(text) }, vocabulary);
}
const wanted = (text: string) => read(text).flatMap(({ skill, negated }) => (negated ? [] : [skill]));

describe("an everyday word", () => {
  it.each([
    "We react quickly when the grid changes.",
    "React to incidents within four minutes.",
    "Our go-to-market team sits next door.",
    "Go above and beyond for customers.",
    "You'll work with the rest of the team.",
    "Data is encrypted at rest.",
    "REST days: every tenth Friday.",
    "We start in spring 2026.",
    "Applications close in Spring 2026.",
    "Join us in spring.",
    "Express interest by Friday.",
    "Pupils express themselves.",
    "Rust-proof boots provided.",
    "A Series C company with a C-suite.",
    "Category C driving licence.",
    "If a node of the network goes dark, trains stop.",
    "Swift replies guaranteed.",
    "Our R&D team is small.",
    "A flask with your name on it.",
    "You excel at communicating.",
    "Things that spark joy.",
    "Marketing passes each SQL (sales-qualified lead) on.",
    "Ruby, our head of people, wrote this.",
    "Kafka, Woolf and the rest are on the third floor.",
    "Monty the python says hello.",
    "Monitoring patients between appointments is our work.",
    "We process three million card transactions a day.",
    "Dockers and crane drivers use our app.",
    "Write to info@python.example or rust.dev.",
  ])("is no technology: %s", (text) => expect(wanted(text)).toEqual([]));

  it.each([
    ["Experience with React.", ["react"]],
    ["Python at the back and React at the front.", ["python", "react"]],
    ["Requirements:\n- Go\n- React", ["go", "react"]],
    ["Five years of Go in production.", ["go"]],
    ["We are moving from PHP to Go.", ["go"]],
    ["Go, Rust or C++.", ["go", "rust", "cpp"]],
    ["You know Rust and Go.", ["rust", "go"]],
    ["Knowledge of Spring and Hibernate.", ["spring", "hibernate"]],
    ["A REST layer over a Node service.", ["rest-api-design", "node-js"]],
    ["C/C++ on Linux.", ["c", "cpp"]],
    ["experience in C", ["c"]],
    ["A Flask app.", ["flask"]],
    ["stack: typescript, node, express", ["typescript", "node-js", "express"]],
    ["Duties:\n- Monitoring of our services", ["monitoring"]],
    ["An understanding of transactions in SQLite.", ["transactions", "sqlite"]],
    ["Java17 and Python3", ["java", "python"]],
    ["- query\n  optimization, message queues", ["query-optimisation", "message-queues"]],
  ])("is one with the right signs around it: %s", (text, skills) => expect(wanted(text)).toEqual(skills));
});

describe("what is not wanted", () => {
  it.each([
    "No PHP.",
    "We do not use Java or Scala.",
    "We have moved away from Java.",
    "They moved off Kotlin and dropped Scala.",
    "You don't need Java, PHP or Ruby.",
    "Java is not required.",
    "We use no Laravel (no PHP at all).",
    "Not needed:\n- Java\n- Azure",
    "PHP (we don't use it).",
  ])("counts nowhere: %s", (text) => expect(wanted(text)).toEqual([]));

  it.each([
    ["Not only Java but also Kotlin.", ["java", "kotlin"]],
    ["No PHP, but Python.", ["python"]],
    ["No degree needed. Java helps.", ["java"]],
    ["If you don't know Kotlin yet, you will learn it.", ["kotlin"]],
  ])("is told from what is: %s", (text, skills) => expect(wanted(text)).toEqual(skills));
});

describe("necessity", () => {
  const asked = (text: string) => read(text).map(({ skill, necessity }) => `${skill} ${necessity}`);

  it("comes from the heading", () => {
    expect(asked("Essential\n- Java\n\nDesirable\n- Kotlin\n\nWhat you'll do\n- Write Scala")).toEqual([
      "java must",
      "kotlin nice",
      "scala named",
    ]);
  });

  it("comes from the clause before the heading", () => {
    expect(
      asked("Requirements:\n- Python, and Terraform is a plus\n- PHP (Symfony preferred)\n- ideally Kotlin"),
    ).toEqual(["python must", "terraform nice", "php must", "symfony nice", "kotlin nice"]);
  });

  it("comes from a heading on the same line", () => {
    expect(asked("Must have: Java.\nNice to have: Kotlin, Scala.")).toEqual(["java must", "kotlin nice", "scala nice"]);
  });
});
