/** ETag and If-Match (RFC 9110 § 13.1.1). The tag of a thing is the number of its version. */
export function etag(version: number): string {
  return `"${version}"`;
}

/** The versions that the client would change; undefined when it does not mind which. */
export function wantedVersions(ifMatch: string | undefined): number[] | undefined {
  if (ifMatch === undefined || ifMatch.trim() === "*") return undefined;
  // If-Match compares strongly: a weak tag, like one that is not ours, matches nothing.
  return ifMatch.split(",").flatMap((tag) => {
    const match = /^"([1-9]\d{0,8})"$/.exec(tag.trim());
    return match ? [Number(match[1])] : [];
  });
}
