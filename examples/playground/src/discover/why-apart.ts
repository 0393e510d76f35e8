import type { Found } from './found'

/** Why two nodes have no edge, in a sentence. */
export function whyApart({ separating, joined }: Pick<Found, 'separating' | 'joined'>, x: string, y: string): string {
  if (x === y) return 'Choose two different nodes.'
  const isPair = (a: string, b: string): boolean => (a === x && b === y) || (a === y && b === x)
  if (joined.some(([a, b]) => isPair(a, b)))
    return `There is an edge between ${x} and ${y}: no set that was tried made them independent.`
  const set = separating.find((each) => isPair(each.x, each.y))
  if (set === undefined) return `No test parted ${x} and ${y}: what is known beforehand took their edge away.`
  return set.given.length === 0
    ? `${x} and ${y} were found independent as they are, given nothing.`
    : `${x} and ${y} were found independent given ${set.given.join(', ')}.`
}
