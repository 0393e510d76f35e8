// A thin runner for benches: every figure stands beside a baseline measured in the same run, as a ratio.
// A bench file exports a default function that takes `b` and calls `b.compare` and `b.growth`.

/**
 * Processor seconds of the quickest of several runs, which other programs disturb less than the clock's; a run repeats the
 * call until it takes at least `atLeast` seconds.
 */
export function seconds(call, { runs = 5, atLeast = 0.02 } = {}) {
  let repeat = 1
  const time = (times) => {
    const start = process.cpuUsage()
    for (let i = 0; i < times; i++) call()
    const { user, system } = process.cpuUsage(start)
    return Math.max(user + system, 1) / 1e6
  }
  const cold = time(1)
  if (cold > 2) return { best: cold, cold }
  let once = time(1)
  while (once * repeat < atLeast && repeat < 1e6) {
    repeat *= 4
    once = time(repeat) / repeat
  }
  let best = once
  for (let r = 1; r < runs; r++) best = Math.min(best, time(repeat) / repeat)
  return { best, cold }
}

export function show(value) {
  if (value >= 1) return `${value.toFixed(2)} s`
  if (value >= 1e-3) return `${(value * 1e3).toFixed(2)} ms`
  return `${(value * 1e6).toFixed(2)} us`
}

export function bench(title, print = console.log) {
  print(`\n## ${title}`)
  return {
    print,
    /**
     * @param {{ name: string, ours: () => unknown, baseline?: { name: string, run?: () => unknown, seconds?: number },
     *   target?: string, difference?: () => number }} options - `baseline.seconds` is for one measured in another process
     */
    compare({ name, ours, baseline, target, difference }) {
      const mine = seconds(ours)
      let line = `${name}: ${show(mine.best)} (cold ${show(mine.cold)})`
      if (baseline !== undefined) {
        const theirs = baseline.seconds ?? seconds(baseline.run).best
        line += `; ${baseline.name} ${show(theirs)}; ratio ${(mine.best / theirs).toPrecision(2)}`
      }
      if (difference !== undefined) line += `; answers differ by ${difference().toExponential(1)}`
      if (target !== undefined) line += `; target ${target}`
      print(line)
      return mine.best
    },
    /** Times three sizes and prints the exponent of the growth between the first and the last. */
    growth({ name, sizes, make }) {
      const times = sizes.map((size) => seconds(make(size)).best)
      const exponent = Math.log(times.at(-1) / times[0]) / Math.log(sizes.at(-1) / sizes[0])
      print(
        `${name}: ${sizes.map((size, i) => `${size}: ${show(times[i])}`).join(', ')}; exponent ${exponent.toFixed(2)}`,
      )
    },
  }
}
