// The closing line that all comparisons share.

/** "N passed, N failed, N skipped". */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** The counts of the last such line in a text, or null. */
export function readClosingLine(text) {
  const lines = [...text.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)];
  const last = lines.at(-1);
  return last === undefined ? null : { passed: Number(last[1]), failed: Number(last[2]), skipped: Number(last[3]) };
}
