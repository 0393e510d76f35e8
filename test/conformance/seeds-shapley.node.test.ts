import { shapleyValues } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Game {
  readonly id: string
  readonly nPlayers: number
  readonly values: readonly number[]
  readonly shapley: readonly number[]
}

conformance<Game, Game[]>(
  'seeds/shapley',
  'seeds/shapley.json',
  (document) => document,
  (game) => {
    const players = Array.from({ length: game.nPlayers }, (_, i) => `p${i}`)
    const { values } = shapleyValues(
      players,
      (coalition) => game.values[coalition.reduce((set, name) => set | (1 << players.indexOf(name)), 0)]!,
    )
    for (const [i, wanted] of game.shapley.entries()) expectClose(values[i]!.value, wanted, 1e-12, 1e-12, `player ${i}`)
  },
)
