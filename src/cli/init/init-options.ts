/**
 * What `seaworthy init` was told, as commander gives it. Words that need the catalogue are read later.
 */
import type { Money, Person } from "../../contract/person.ts";
import type { HomeOptions } from "../home/options.ts";

export interface InitOptions extends HomeOptions {
  occupation?: string;
  hours?: string;
  country?: string;
  start?: string;
  readyBy?: string;
  language?: string;
  job?: Person["job"];
  reasons?: string;
  pay?: number;
  level?: Money["level"];
  netShare?: number;
  savings?: number;
  costs?: number;
  project?: string[];
  json?: true;
}
