/**
 * What `seaworthy check` was asked for, as commander gives it.
 */
export interface CheckOptions {
  only?: string[];
  fast?: true;
  production?: true;
  skip?: string[];
  seed?: string;
  url?: string;
  project?: string;
  from?: string;
  saveRecording?: string;
  reporter: string;
  json?: true;
  watch?: true;
  hold?: true;
}
