/**
 * A message body as the recording keeps it: text where it is UTF-8, base64 where it is not, cut at the recording's limit.
 */
import { type Body, keptBodyBytes } from "../../../contract/recording.ts";

/** `totalBytes` is the whole size when `bytes` holds only the beginning. */
export function keptBody(bytes: Uint8Array, totalBytes = bytes.length): Body {
  const cut = totalBytes > keptBodyBytes || bytes.length < totalBytes;
  const kept = bytes.length > keptBodyBytes ? bytes.subarray(0, keptBodyBytes) : bytes;
  const text = decodeUtf8(kept, cut);
  return {
    bytes: totalBytes,
    ...(totalBytes === 0 ? {} : text === undefined ? { base64: Buffer.from(kept).toString("base64") } : { text }),
    ...(cut ? { cut: true as const } : {}),
  };
}

/** Undefined for what is not UTF-8. A character that the cut went through is dropped: at most three bytes. */
function decodeUtf8(bytes: Uint8Array, cut: boolean): string | undefined {
  // ignoreBOM keeps a byte order mark in the text: the recording shows what came, readers decide what to think of it.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  try {
    return decoder.decode(bytes, { stream: cut });
  } catch {
    return undefined;
  }
}
