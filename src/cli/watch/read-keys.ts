/**
 * Single keys from a terminal, without waiting for the enter key.
 */
export function readKeys(stdin: NodeJS.ReadStream, onKey: (key: string) => void): () => void {
  const onData = (text: string) => {
    // Ctrl-C is no signal in raw mode: made one again, so that it ends the command in the one way there is.
    if (text === "\u0003") process.kill(process.pid, "SIGINT");
    else if (text === "\r" || text === "\n") onKey("enter");
    // A pasted text or an arrow key is no command.
    else if (text.length === 1) onKey(text.toLowerCase());
  };
  const restore = () => stdin.setRawMode(false);
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  stdin.on("data", onData);
  stdin.resume();
  process.on("exit", restore);
  return () => {
    stdin.off("data", onData);
    stdin.pause();
    process.off("exit", restore);
    restore();
  };
}
