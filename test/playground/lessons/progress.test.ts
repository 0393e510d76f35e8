import { expect, it } from 'vitest'
import { lessons } from '../../../examples/playground/src/lessons/lessons'
import {
  firstProgress,
  giveBack,
  isDone,
  isProgress,
  loadLesson,
  partsOf,
  partsOfLesson,
  withDone,
} from '../../../examples/playground/src/lessons/progress'
import { firstWork, type Work } from '../../../examples/playground/src/work'

const [chain, fork] = lessons as [(typeof lessons)[0], (typeof lessons)[0]]
const mine: Work = { ...firstWork, text: 'a -> b ->', places: { a: [1, 2] }, latents: ['a'], adjusted: ['b'] }

it('gives back one’s own work as it was, over any number of lessons, faults and all', () => {
  const first = loadLesson(mine, firstProgress, chain)
  expect(first.parts).toEqual(partsOfLesson(chain))
  const second = loadLesson({ ...mine, ...first.parts }, first.progress, fork)
  const third = loadLesson({ ...mine, ...second.parts }, second.progress, chain)
  const back = giveBack({ ...mine, ...third.parts }, third.progress)!
  expect(back.parts).toEqual(partsOf(mine))
  expect(back.progress).not.toHaveProperty('aside')
  expect(back.progress).not.toHaveProperty('loaded')
  expect(giveBack(mine, back.progress)).toBeUndefined()
})

it('keeps what one changed in the graph of a lesson', () => {
  const first = loadLesson(mine, firstProgress, chain)
  const changed = { ...mine, ...first.parts, text: 'exercise -> health' }
  const back = giveBack(changed, first.progress)!
  const again = loadLesson({ ...mine, ...back.parts }, back.progress, chain)
  expect(again.parts.text).toBe('exercise -> health')
})

it('marks a lesson as done when all of its questions are answered', () => {
  const one = withDone(firstProgress, 'chain', 0)
  expect(isDone(one, chain)).toBe(false)
  expect(withDone(one, 'chain', 0)).toBe(one)
  expect(isDone(withDone(one, 'chain', 1), chain)).toBe(true)
  expect(isDone(withDone(one, 'chain', 1), fork)).toBe(false)
})

it('takes from an address only what it wrote', () => {
  const { progress } = loadLesson(mine, withDone(firstProgress, 'chain', 0), chain)
  const travelled = JSON.parse(JSON.stringify(progress))
  expect(isProgress(travelled)).toBe(true)
  for (const bad of [
    undefined,
    null,
    [],
    'chain',
    { ...travelled, at: 1 },
    { ...travelled, done: { chain: [0.5] } },
    { ...travelled, done: [] },
    { ...travelled, aside: { text: 'a' } },
    { ...travelled, aside: { ...travelled.aside, places: { a: [1, 'x'] } } },
    { ...travelled, changed: { chain: null } },
    { ...travelled, loaded: 3 },
  ])
    expect(isProgress(bad)).toBe(false)
})
