/**
 * Every code of a UserError, with what it means beyond its own line. The only place where they are listed: docs/errors.md is
 * made from it, and a test compares it with the source both ways.
 */
export const errorCodes: Readonly<Record<string, string>> = {
  "advert-empty": "What was added as an advert holds no words.",
  "advert-too-long": "What was added is far longer than any advert: a whole site, or many adverts in one file.",
  "another-contract":
    "The evidence that is to be verified speaks of one contract, and the folder is held to another one by its seaworthy.yaml.",
  "answers-missing":
    "`seaworthy init` needs a job, hours and a country. Without a terminal it cannot ask, so they have to be options.",
  "app-does-not-answer":
    "Another Seaworthy has this home folder and never said where it listens: it hangs, or is still starting.",
  "bad-address": "What was given to `--url` is no address of a program that speaks HTTP.",
  "cannot-check-out": "git could not make the working tree of the commit that the evidence names.",
  "cannot-keep-evidence":
    "The folder `.seaworthy` of the program cannot be written. The verdicts are shown all the same.",
  "cannot-read-file": "A file that was named does not exist, is a folder, or is damaged.",
  "cannot-verify": "The evidence can be read, but the program that it speaks of cannot be started again as it was.",
  "content-mistakes":
    "Files of Seaworthy's own content are wrong. All mistakes are listed at once, each with its line.",
  "damaged-document": "An evidence document or a recording has the right format, but a part is missing or was changed.",
  "database-does-not-start":
    "The app's own PostgreSQL does not start on its files. What is in open files of the home folder is not touched by that.",
  "database-in-use": "Another PostgreSQL still runs on the app's database files.",
  "database-is-newer": "The database was last used by a newer version. Going back could lose what only that one knows.",
  "database-unreachable": "DATABASE_URL names a database that refuses us, or does not answer within half a minute.",
  "disk-full": "There is no room left on the disk. Nothing that was kept is lost.",
  "file-too-large": "A file is larger than anything that Seaworthy writes.",
  "folder-not-absolute": "The app was given a folder by half of its path. It cannot know where the rest begins.",
  "folder-not-empty": "`seaworthy new` was given a folder that holds files. Nothing in it was touched.",
  "folder-not-writable": "`seaworthy new` may not write where the folder was to be made. Nothing is left behind.",
  "home-mistakes":
    "A file of your own (person.yaml, private.yaml, an advert, a log entry, a session) is wrong. All mistakes in it are listed at once, each with its line. Nothing in it was changed.",
  "home-not-readable": "The folder of your own files is there and may not be read.",
  "home-not-writable": "The folder of your own files cannot be written. What was in it is as it was.",
  "manifest-mistakes": "seaworthy.yaml is there but wrong. All mistakes are listed at once, each with its line.",
  "manifest-not-readable": "seaworthy.yaml is there and cannot be read.",
  "never-committed": "What was judged was never committed to git, so nobody else can find it again.",
  "no-advert-named":
    "`seaworthy adverts add` was given no file. An address is not fetched: save the page, or paste its text.",
  "no-check-chosen": "`--only` was given and names nothing.",
  "no-evidence": "There is no evidence in the folder that `seaworthy verify` was given.",
  "no-guide": "A guide starts from a job that is in the list of occupations.",
  "no-level": "Competencies are shown by examples. Only skills have levels.",
  "no-manifest":
    "The folder has no seaworthy.yaml. It needs two lines: which contract the program is held to, and the command that starts it.",
  "no-person": "There is no person.yaml in the folder of your own files, so there is nothing to make a plan from.",
  "no-postgresql-for-this-system":
    "The package that brings PostgreSQL was not installed: optional packages were left out, or this system has none.",
  "no-repository": "Evidence names a commit, and the folder is in no git repository.",
  "no-skill-named": "`seaworthy skills` was given a level or an example, and not of what.",
  "no-stack": "`seaworthy new` was not told in which language.",
  "no-such-folder": "The folder of the program does not exist.",
  "not-a-seaworthy-document": "The file is JSON, but neither evidence nor a recording.",
  "not-configured":
    "The server without a person beside it takes where it listens, its database and its key from the environment, and one of them is missing.",
  "not-json": "The file that was named is no JSON.",
  "nothing-to-import": "`seaworthy log import` was given no file.",
  "nothing-to-log": "A log entry needs at least what broke.",
  "nothing-to-verify": "The evidence has no verdict on any check that this version knows.",
  "nothing-to-watch": "`--watch` needs the folder of a program.",
  "openapi-mistakes": "The OpenAPI file is there but wrong. All mistakes are listed at once, each with its line.",
  "openapi-not-readable": "The OpenAPI file that seaworthy.yaml names does not exist or cannot be read.",
  "pages-not-built": "The pages of the app are not there: they could not be built, or the installation is not whole.",
  "pdf-too-long": "The PDF has more pages than any advert.",
  "pdf-unreadable": "The PDF is damaged, or locked with a password.",
  "pdf-without-text": "The PDF holds a picture of text. Nothing here reads pictures.",
  "port-taken": "Another program listens on the port that was asked for.",
  "postgresql-does-not-run":
    "The supplied PostgreSQL is there but does not start on this machine. `seaworthy doctor` tries it by itself.",
  "recording-not-saved": "The file of `--save-recording` cannot be written. The verdicts were found all the same.",
  "report-needs-a-file": "What this reporter writes is a whole file, and would fill the terminal with itself.",
  "report-page-missing":
    "The HTML report is made from a page that is built with the app, and is not there in a fresh clone.",
  "session-incomplete": "A session is so many minutes of one unit; one of the two was left out.",
  "setup-failed":
    "The `setup` command of seaworthy.yaml did not end with status 0, so the program was not started. That is no verdict about it.",
  "too-many-watches": "The system's limit of watched files is used up, usually by an editor.",
  "unknown-action": "`seaworthy log` and `seaworthy adverts` know a few words each, and this is none of them.",
  "unknown-answer": "`seaworthy choose --yes` takes the ids of its questions, and a language.",
  "unknown-check":
    "There is no check of that name. Names never change, so it is a slip of the pen, or a newer version's.",
  "unknown-command": "There is no command of that name.",
  "unknown-commit": "The commit that the evidence names is not in the repository.",
  "unknown-country": "The country was not understood. Countries without pay figures have plans too.",
  "unknown-format": "The document was written by a version of Seaworthy with another format.",
  "unknown-language": "The language is none of those that the plan knows. Checks are for programs in any language.",
  "unknown-occupation": "The job was not understood, or could be several; or person.yaml names one that is not there.",
  "unknown-project": "There is no project of that name.",
  "unknown-reason": "Reasons are of a short list, so that they can be counted. Your own words go into private.yaml.",
  "unknown-reporter": "There is no reporter of that name.",
  "unknown-scenario": "There is no scenario of that name, or it is the name of a check, which reads scenarios.",
  "unknown-section": "The guide has fourteen sections, and this is the name of none.",
  "unknown-skill": "There is no skill or competency with that id.",
  "unknown-stack": "The project has no starter in that language. Programs in any language can be judged all the same.",
  "unknown-target": "person.yaml names a target that is not there.",
  "unknown-unit": "A session was recorded for something that is neither a unit of the plan nor a skill.",
  "wrong-document": "A recording was given where evidence is needed, or the other way round.",
  "wrong-hours": "Hours a week were not understood, or are more than a week has or fewer than a plan can be made of.",
  "wrong-kind": "`--kind` has one set of words for sessions and another for applications.",
  "wrong-minutes": "Minutes of a session were not understood, or are more than a day of work.",
  "wrong-usage": "An option or argument is unknown, missing, or does not go with another one.",
};
