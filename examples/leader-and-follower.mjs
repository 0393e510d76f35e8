// @ts-check
// A supplier sets a price, a shop answers. Both have habits that know the market better than any fixed plan: when to follow them?
// Title: Supplier and shop
// Kind: Decisions and new surroundings
// Question: A supplier sets a price and a shop answers. May it be wiser to follow a habit that knows the market than to
//   decide?
// Believe: Where the shop lets its habit, which knows the demand, decide for it, they earn 4.50 together instead of 3.50,
//   and each of the two earns more. Exact for this game, whose numbers were chosen to show it: where habits know nothing there
//   is nothing to gain. All payoffs and the model are taken as known to both.
import { discreteScm, gameFromModel, sequentialCausalGame } from 'causalkit'
import { barChart } from './papers/figure.mjs'
import { number, printTable, savePicture } from './support.mjs'

// demand is seen by habit alone; the supplier's habit is to ask a high price when demand is high, the shop's to order much then
const market = discreteScm({
  exogenous: [{ name: 'demand', p: [0.5, 0.5] }],
  endogenous: [
    { name: 'price', parents: ['demand'], states: ['low', 'high'], table: [0, 1] },
    { name: 'order', parents: ['demand', 'price'], states: ['little', 'much'], table: [0, 0, 1, 1] },
    // what is earned by demand, price and order
    { name: 'supplier', parents: ['demand', 'price', 'order'], states: [1, 2, 3, 4], table: [0, 1, 1, 0, 0, 1, 1, 3] },
    { name: 'shop', parents: ['demand', 'price', 'order'], states: [0, 1, 2, 3], table: [2, 1, 1, 0, 1, 3, 0, 2] },
  ],
})
const game = gameFromModel(market, {
  leader: { action: 'price', reward: 'supplier' },
  follower: { action: 'order', reward: 'shop' },
})

/** @param {{ layer: number, does: readonly string[] }} strategy */
const told = ({ layer, does }) =>
  layer === 1
    ? 'follows its habit'
    : layer === 2
      ? `always ${does[0]}`
      : `does ${does.join(', ')} where the habit says the actions in order`
const solved = sequentialCausalGame(game)
/** @param {typeof solved.equilibria} list */
const rows = (list) =>
  list.map(({ leader, follower, payoffs, welfare }) => [
    told(leader),
    told(follower),
    number(payoffs[0], 2),
    number(payoffs[1], 2),
    number(welfare, 2),
  ])
const head = ['supplier', 'shop', 'supplier earns', 'shop earns', 'together']
console.log('Where both may only set their actions (Stackelberg):\n')
printTable(head, rows(solved.stackelberg.equilibria))
console.log('Where both may follow their habits, or act on what they say:\n')
printTable(head, rows(solved.equilibria.slice(0, 4)))
const [low, high] = solved.welfareGain
console.log(
  low === high
    ? `Together they gain ${number(low, 2)}: a habit that reads the demand is worth more than any fixed plan.`
    : `Together they gain between ${number(low, 2)} and ${number(high, 2)}.`,
)

const blind = sequentialCausalGame(game, { sees: 'nothing' })
console.log(
  blind.found
    ? `If the shop does not see how the supplier decides, there ${blind.equilibria.length === 1 ? 'is 1 stable pair' : `are ${blind.equilibria.length} stable pairs`} of strategies.`
    : `If the shop does not see how the supplier decides: ${blind.message}`,
)
savePicture(
  'leader-and-follower.svg',
  barChart(
    'What both earn together at the stable pairs',
    ['together'],
    [
      ...solved.stackelberg.equilibria.map(({ welfare }) => ({ label: 'actions only', values: [welfare] })),
      ...solved.equilibria.slice(0, 4).map(({ welfare }) => ({ label: 'habits too', values: [welfare] })),
    ],
  ),
)
