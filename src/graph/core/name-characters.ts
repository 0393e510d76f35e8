/** What a name may hold without quotes, as a character class: nothing that can be taken for a connector, a comment, a bracket or a quote. */
export const nameClass: string = String.raw`\p{L}\p{M}\p{N}\p{Sc}_.()%&?°'’\u200C\u200D\u{1F1E6}-\u{1F1FF}\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1FAFF}`

/** Where what a sticky expression matches at `at` ends; `at` itself where it does not match. */
export function endOfRun(run: RegExp, text: string, at: number): number {
  run.lastIndex = at
  return run.test(text) ? run.lastIndex : at
}
