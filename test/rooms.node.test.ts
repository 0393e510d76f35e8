import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { floors, rooms, tasksOf } from '../docs/theme/rooms.mjs'
import { pagesOf } from '../docs/theme/synonyms.mjs'
import * as everything from '../src/everything.js'

describe('the rooms of the documentation', () => {
  const all = rooms()
  const names = new Set(all.flatMap((room) => room.names))
  it('give every public function a task', () => {
    const left = Object.keys(everything).filter((name) => !names.has(name) && name !== 'CausalError')
    expect(left).toEqual([])
  })
  it('name each task once in a room, with something in it', () => {
    for (const { name, tasks } of all) {
      const titles = tasks.map(({ title }) => title)
      expect(new Set(titles).size, name).toBe(titles.length)
      for (const task of tasks) expect(task.names.length, `${name}: ${task.title}`).toBeGreaterThan(0)
    }
  })
  it('stand each once among the rooms', () => {
    const shown = floors.flatMap(([, list]) => list)
    expect([...shown].sort()).toEqual(all.map(({ name }) => name).sort())
  })
  it('refuse a folder without a task, and a task without a folder', () => {
    expect(() =>
      tasksOf(
        'json',
        new Map([
          ['.', ['toJson']],
          ['new', ['x']],
        ]),
      ),
    ).toThrow('give a task of json to new')
    expect(() => tasksOf('json', new Map())).toThrow('exports nothing from "."')
  })
})

describe('the words of the search', () => {
  it('lead to guides, functions and rooms that are there', () => {
    const wrong = [...pagesOf.values()].flat().filter((url) => {
      const [, folder = '', name = ''] = /^(\w+)\/([\w-]+)\.html$/.exec(url) ?? []
      if (folder === 'guides') return !existsSync(`docs/guides/${name}.md`)
      if (folder === 'functions') return !(name in everything)
      if (folder === 'rooms') return !existsSync(`src/${name}/index.ts`)
      if (folder === 'notebooks') return !existsSync(`docs/notebooks/${name}.mjs`)
      if (folder === 'examples') return !existsSync(`examples/${name}.mjs`)
      return url !== 'gallery.html' && url !== 'playground/index.html'
    })
    expect(wrong).toEqual([])
  })
})
