// Measures the cells that bench/validity/measured.json lacks, and writes it after each world: what was interrupted goes on.
import { readFileSync, writeFileSync } from 'node:fs'
import { randomStream } from '../../dist/index.js'
import { sizes, tests } from './tests.mjs'
import { alternatives, nulls } from './worlds.mjs'

const file = new URL('./measured.json', import.meta.url)
export const alphas = [0.01, 0.05, 0.1]

export function readMeasured() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { cells: [] }
  }
}

const keyOf = ({ test, world, n, power }) => JSON.stringify([test, world, n, power])

/** One cell a line, in the order of tests, worlds and rows: a difference can be read. What another run added meanwhile stays. */
function write(mine) {
  const whole = new Map([...readMeasured().cells, ...mine].map((cell) => [keyOf(cell), cell]))
  const cells = [...whole.values()]
  const place = (list, name) => list.findIndex((one) => (one.label ?? one.name) === name)
  const rank = ({ test, world, n, power }) =>
    (power ? 1e8 : 0) + place(tests, test) * 1e6 + place(power ? alternatives : nulls, world) * 1e4 + n
  const lines = cells.toSorted((a, b) => rank(a) - rank(b)).map((cell) => `    ${JSON.stringify(cell)}`)
  writeFileSync(file, `{\n  "node": "${process.version}",\n  "cells": [\n${lines.join(',\n')}\n  ]\n}\n`)
}

/** Rejections at each level, and how many data sets could not be tested. */
function measure(test, world, n, effect, draws) {
  const rejected = alphas.map(() => 0)
  let tested = 0
  let tests = 0
  for (let d = 0; d < draws; d++) {
    const { data, given } = world.make(randomStream(`validity ${world.name} ${n} ${d}`), n, effect)
    const start = process.cpuUsage()
    const result = test.make(data)('x', 'y', given)
    const { user, system } = process.cpuUsage(start)
    tests += user + system
    if (!result.tested) continue
    tested++
    for (const [k, alpha] of alphas.entries()) if (result.pValue <= alpha) rejected[k]++
  }
  return { draws, tested, rejected, ms: Number((tests / draws / 1000).toPrecision(2)) }
}

/** Measures what is missing among the tests and worlds whose names hold these words. */
export function measureAll({ test = '', world = '', again = false, scale = 1, power = true }, tell) {
  const keep = ({ test: t, world: w }) => !(again && t.includes(test) && w.includes(world))
  const cells = readMeasured().cells.filter(keep)
  const added = []
  const has = (key) => cells.some((c) => Object.entries(key).every(([k, v]) => c[k] === v))
  const add = (one, label, place, n, effect, draws) => {
    const key = { test: one.name, world: label, n, power: effect !== 0 }
    if (draws < 1 || has(key)) return
    const cell = { ...key, ...measure(one, place, n, effect, draws) }
    cells.push(cell)
    added.push(cell)
    tell(
      `${one.name}; ${label}; n ${n}: ${cell.rejected.map((r) => (r / Math.max(1, cell.tested)).toFixed(3)).join(' / ')}`,
    )
  }
  for (const one of tests.filter(({ name }) => name.includes(test))) {
    for (const place of nulls.filter((w) => w.name.includes(world) && one.takes(w))) {
      for (const n of sizes) {
        const wanted = one.draws[n] || (one.large?.(place) ? one.largeDraws : 0)
        add(one, place.name, place, n, 0, Math.round(wanted * scale))
      }
      write(added)
    }
    for (const { label, world: place, effect } of power ? alternatives : []) {
      if (!place.name.includes(world) || !one.takes(place)) continue
      for (const n of [50, 200]) add(one, label, place, n, effect, Math.round(Math.min(200, one.draws[n]) * scale))
      write(added)
    }
  }
  return cells
}
