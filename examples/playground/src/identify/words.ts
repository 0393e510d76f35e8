/** Names in a sentence: `“a”`, `“a” and “b”`, `“a”, “b” and “c”`. */
export function listed(names: readonly string[], none = 'nothing'): string {
  const quoted = names.map((name) => `“${name}”`)
  if (quoted.length === 0) return none
  return quoted.length === 1 ? quoted[0]! : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`
}

/** What the rules of a proof mean. */
export const meanings: Readonly<Record<string, string>> = {
  'rule 1': 'What is seen here tells nothing more, and so it may be left out (or put in).',
  'rule 2': 'To set these is here as good as to see them: no back door is open.',
  'rule 3': 'To set these has no effect here, and so it may be left out (or put in).',
  sum: 'A probability is the sum over all values of what is left out.',
  cases: 'A probability is the mean over cases, each with its own probability.',
  condition: 'A conditional probability is the joint one divided by that of the condition.',
  divide: 'A probability is the joint one divided by that of the rest.',
  chain: 'The probability of several things is a product, one after the other.',
  districts: 'What shares hidden causes stays together: the whole is a product of such groups, each with all else set.',
  district: 'Within a group that shares hidden causes, each is seen given what comes before it.',
}
