import { CausalError } from '../../errors.js'

/** A world: each variable that is set, with its state, or with the other world whose value it takes over. */
export interface World {
  readonly act: ReadonlyMap<number, string | World>
}

/** Where a variable's value in a world comes about: a state, or the world in which nothing sets it. */
export function resolve(variable: number, world: World): string | World {
  const source = world.act.get(variable)
  if (source === undefined) return world
  if (typeof source === 'string') return source
  const seen = new Set([world])
  let next: string | World = source
  while (typeof next !== 'string') {
    if (seen.has(next)) {
      throw new CausalError(
        'invalid-argument',
        'two worlds take the value of one variable from each other: one of them must set it to a state, or leave it alone.',
      )
    }
    seen.add(next)
    const further: string | World | undefined = next.act.get(variable)
    if (further === undefined) return next
    next = further
  }
  return next
}
