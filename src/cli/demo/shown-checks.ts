/**
 * The checks of the demonstration. The last is the one that the planted fault breaks; before it a few that hold: what the
 * program does every day, and that a calm stop harms nothing.
 */
export const planted = "killed-keeps-acknowledged-writes";

export const shown = [
  "program-starts-and-answers",
  "created-thing-reads-back",
  "update-changes-only-what-was-sent",
  "deleted-stays-deleted",
  "restart-keeps-everything",
  planted,
];
