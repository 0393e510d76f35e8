// Two sides in turn: a first call of each, then rounds in which each is timed, by processor time of its own process.

export const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1]

/** How often to call so that a round takes 50 ms, and how many rounds a call of that length is worth. */
const timesFor = (once) => Math.max(1, Math.min(20_000, Math.round(0.05 / once)))
const roundsFor = (once) => (once > 8 ? 0 : once > 1.5 ? 3 : 7)

/** A side after its first call: compilers need some calls before they have done their work. */
async function warmed(time) {
  const cold = await time(1)
  let once = cold
  for (let spent = cold, k = 0; cold < 1.5 && spent < 0.5 && k < 12; k++) {
    const times = timesFor(once)
    once = await time(times)
    spent += once * times
  }
  return { cold, times: timesFor(once), rounds: roundsFor(once), list: [] }
}

/**
 * Seconds of both sides: the first call, and the median of the calls after it. Where a call takes more than eight seconds the
 * first one stands for all.
 *
 * @param {(times: number) => Promise<number>} ours seconds of a call
 * @param {(times: number) => Promise<number>} theirs seconds of a call of the peer
 */
export async function inTurn(ours, theirs) {
  const [a, b] = [await warmed(ours), await warmed(theirs)]
  for (let k = 0; k < Math.max(a.rounds, b.rounds); k++) {
    if (k < a.rounds) a.list.push(await ours(a.times))
    if (k < b.rounds) b.list.push(await theirs(b.times))
  }
  const side = ({ cold, times, list }) => ({
    seconds: list.length === 0 ? cold : median(list),
    cold,
    calls: Math.max(1, list.length * times),
  })
  return { ours: side(a), peer: side(b) }
}
