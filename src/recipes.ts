import { calledAs } from './errors.js'

/** How a function, or a record of functions, can be had elsewhere: made anew by a factory of this library, or known there by a name. */
export type Recipe =
  | { readonly maker: string; readonly given: readonly unknown[] }
  | { readonly name: string; readonly given: readonly [] }

const recipes = new WeakMap<object, Recipe>()

/** `calledAs` for a public factory: what it makes is remembered with what it was given, so that workers can make it too. */
export function madeBy<V extends object>(maker: string, given: readonly unknown[], make: () => V): V {
  const value = calledAs(maker, make)
  // options that are changed afterwards changed nothing of the value
  recipes.set(value, { maker, given: given.map((each) => (isRecord(each) ? { ...each } : each)) })
  return value
}

/** The value itself, remembered with the name under which workers know it. */
export function knownAs<V extends object>(name: string, value: V): V {
  recipes.set(value, { name, given: [] })
  return value
}

export const recipeOf = (value: object): Recipe | undefined => recipes.get(value)

const isRecord = (value: unknown): value is object => (value as object | null | undefined)?.constructor === Object
