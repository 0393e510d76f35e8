// Sequential causal games by enumeration: in how many random games reasoning on instincts changes welfare and the leader's payoff from the
// Stackelberg equilibrium of intervening alone; and the time of a game of 6 × 6 actions in 4 contexts. Games: 2,000 for each row (GAMES).
import * as ck from '../dist/index.js'

const games = Number(process.env.GAMES ?? 2000)
const list = (n, of) => Array.from({ length: n }, (_, k) => of(k))

/** Payoffs uniform on 0 to 1; the leader's instinct, and the follower's after each action, at random or what the context's payoffs ask for. */
function randomGame(seed, [a, b, contexts], instinct) {
  const u = ck.uniforms(ck.randomStream(seed), 2000).values
  let at = 0
  const pick = (n) => Math.floor(n * u[at++])
  const [first, second] = [list(a, (k) => `a${k}`), list(b, (k) => `b${k}`)]
  const payoffs = () => list(contexts, () => list(a, () => list(b, () => u[at++])))
  const [mine, theirs] = [payoffs(), payoffs()]
  const best = (row) => row.indexOf(Math.max(...row))
  const reply = (c, x) => (instinct === 'good' ? best(theirs[c][x]) : pick(b))
  const lead = (c) => (instinct === 'good' ? best(list(a, (x) => mine[c][x][best(theirs[c][x])])) : pick(a))
  return {
    contexts: list(contexts, () => 1 / contexts),
    leader: { actions: first, instinct: list(contexts, (c) => first[lead(c)]), payoffs: mine },
    follower: {
      actions: second,
      instinct: list(contexts, (c) => list(a, (x) => second[reply(c, x)])),
      payoffs: theirs,
    },
  }
}

export default function run(b) {
  const ways = [
    ['instincts at random', [2, 2, 2], 'random', {}],
    ['instincts at random, 3 × 3 actions in 3 contexts', [3, 3, 3], 'random', {}],
    ['one context', [2, 2, 1], 'random', {}],
    ['instincts that know the context', [2, 2, 2], 'good', {}],
    ['the same, a follower who only intervenes', [2, 2, 2], 'good', { followerLayers: [2] }],
    ['the same, a satisficing follower (0.1)', [2, 2, 2], 'good', { satisficing: 0.1 }],
  ]
  b.print('share of games in which welfare rises, falls, stays; in which the leader gains, loses')
  for (const [name, sizes, instinct, options] of ways) {
    let [up, down, more, less] = [0, 0, 0, 0]
    for (let g = 0; g < games; g++) {
      const { welfareGain, leaderGain } = ck.sequentialCausalGame(randomGame(`${name} ${g}`, sizes, instinct), options)
      if (welfareGain[0] > 1e-9) up++
      else if (welfareGain[1] < -1e-9) down++
      if (leaderGain[0] > 1e-9) more++
      else if (leaderGain[1] < -1e-9) less++
    }
    const share = (count) => (count / games).toFixed(3)
    b.print(
      `  ${name.padEnd(50)} ${share(up)}  ${share(down)}  ${share(games - up - down)}   ${share(more)}  ${share(less)}`,
    )
  }
  const large = randomGame('large', [6, 6, 4], 'random')
  for (const sees of ['strategy', 'nothing', 'layer'])
    b.compare({
      name: `6 × 6 actions, 4 contexts, follower sees ${sees}`,
      ours: () => ck.sequentialCausalGame(large, { sees }),
    })
}
