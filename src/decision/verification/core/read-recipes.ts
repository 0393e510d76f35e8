import { CausalError } from '../../../errors.js'
import { checkedList, checkedObject, indexNames, lookUp } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import type { RecipeSimulator } from '../verify-parents-types.js'

/** A declared simulator in numbers. */
export interface Recipes {
  readonly names: readonly string[]
  readonly index: ReadonlyMap<string, number>
  /** For each item its recipes. */
  readonly of: readonly (readonly (readonly number[])[])[]
  readonly success: Float64Array
  /** Items, each after those that its recipes need. */
  readonly order: readonly number[]
}

/** The recipes, checked: known items, no item needed to make itself. */
export function readRecipes(simulator: RecipeSimulator): Recipes {
  checkOptions('simulator', simulator, ['recipes', 'success'])
  const recipes = new Map(Object.entries(checkedObject('recipes', checkedObject('simulator', simulator).recipes)))
  const names = [...recipes.keys()]
  const index = indexNames('item', names)
  const of = names.map((name) =>
    checkedList(`recipes of ${show(name)}`, recipes.get(name)!).map((recipe) => [
      ...new Set(checkedList(`recipe of ${show(name)}`, recipe).map((item) => lookUp('item', index, item))),
    ]),
  )
  const success = new Float64Array(names.length).fill(1)
  for (const [name, p] of Object.entries(checkedObject('success', simulator.success ?? {}))) {
    const i = lookUp('item', index, name)
    if (!(typeof p === 'number' && p >= 0 && p <= 1))
      throw new CausalError(
        'not-probability',
        `the success of ${show(name)} is a chance from 0 to 1, got ${show(p)}.`,
        {
          item: name,
        },
      )
    success[i] = p
  }
  return { names, index, of, success, order: orderOf(names, of) }
}

/** Items after what they need, or an error that names a circle. */
function orderOf(names: readonly string[], of: Recipes['of']): number[] {
  const order: number[] = []
  const state = new Uint8Array(names.length)
  for (let root = 0; root < names.length; root++) {
    const path: { item: number; needs: readonly number[]; next: number }[] = []
    const enter = (item: number): void => {
      if (state[item] === 2) return
      if (state[item] === 1) {
        const circle = [...path.slice(path.findIndex((step) => step.item === item)).map((step) => step.item), item]
        const cycle = circle.map((i) => names[i]!)
        throw new CausalError(
          'cycle',
          `${cycle.map((name) => show(name)).join(' needs ')}: a circle of recipes never begins.`,
          {
            cycle,
          },
        )
      }
      state[item] = 1
      path.push({ item, needs: [...new Set(of[item]!.flat())], next: 0 })
    }
    enter(root)
    while (path.length > 0) {
      const top = path.at(-1)!
      const need = top.needs[top.next++]
      if (need !== undefined) enter(need)
      else {
        state[top.item] = 2
        order.push(top.item)
        path.pop()
      }
    }
  }
  return order
}
