// The API by room: what each is for, and its names with a first sentence.
import { createRequire } from 'node:module'
import { escaped } from './layout.mjs'
import { floors } from './rooms.mjs'

// the parser of Markdown that TypeDoc brings along
const MarkdownIt = createRequire(import.meta.resolve('typedoc'))('markdown-it')
const markdown = new MarkdownIt()
const inline = (site, text, root) =>
  markdown
    .renderInline(text.replace(/\{@link (\w+)(?: [^}]*)?\}/g, '`$1`'))
    .replace(/<code>(\w+)<\/code>/g, (code, name) => {
      const found = site.names.get(name)
      return found === undefined ? code : `<a href="${root}${found[0].url}"><code>${name}</code></a>`
    })

const isVerb = ({ kind }) => kind === 'function' || kind === 'variable' || kind === 'class'
const slug = (title) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** The entries of a task that belong to this room. @param {import('./site.mjs').Site} site @param {import('./rooms.mjs').Room} room */
const entriesOf = (site, room, names) =>
  names
    .flatMap((name) => site.names.get(name) ?? [])
    .filter((entry) => entry.room === undefined || entry.room === room.name)

/** The names of a room by task: functions with their first sentence, types in a line. */
const lists = (site, room, root) =>
  room.tasks
    .map(({ title, names }) => {
      const entries = entriesOf(site, room, names)
      const verbs = entries.filter(isVerb)
      const types = entries.filter((entry) => !isVerb(entry))
      if (entries.length === 0) return ''
      const items = verbs.map(
        ({ name, url, sentence }) =>
          `<dt><a href="${root}${url}"><code>${name}</code></a></dt><dd>${inline(site, sentence, root)}</dd>`,
      )
      const shown = verbs.length === 0 ? '' : `<dl class="names">${items.join('')}</dl>`
      const line = types.map(({ name, url }) => `<a href="${root}${url}">${name}</a>`).join(', ')
      return `<h2 id="${slug(title)}">${escaped(title)}</h2>${shown}${line === '' ? '' : `<p class="types">Types: ${line}</p>`}`
    })
    .join('')

const counted = (count, one, many) => (count === 1 ? `1 ${one}` : `${count} ${many}`)

/** @param {import('./site.mjs').Site} site */
export function apiPage(site) {
  const card = (room) => {
    const of = (wanted) => room.names.filter((name) => site.names.get(name)?.some(({ kind }) => kind === wanted)).length
    const count =
      of('function') > 0 ? counted(of('function'), 'function', 'functions') : counted(of('variable'), 'value', 'values')
    return `<li><h3><a href="rooms/${room.name}.html">${room.name}</a></h3><span>${escaped(room.purpose)}</span><small>${count}</small></li>`
  }
  const groups = floors.map(
    ([title, names]) =>
      `<h2 id="${slug(title)}">${title}</h2><ul class="cards">${names.map((name) => card(site.rooms.find((room) => room.name === name))).join('')}</ul>`,
  )
  const other = [...site.names.values()].flat().filter(({ room }) => room === undefined)
  const rest = other.map(({ name, url }) => `<li><a href="${url}"><code>${name}</code></a></li>`)
  return `<h1>API</h1><p class="lead">Pure functions over plain values, in rooms. Import any of them from <code>causalkit</code>, or from its room, such as <code>causalkit/graph</code>. <a href="guides/verbs.html">Every verb</a> lists all functions on one page.</p>
${groups.join('')}<h2 id="errors">Errors</h2><p>What every function throws where a call makes no sense, with a code and a sentence.</p><ul class="plain">${rest.join('')}</ul>`
}

/** @param {import('./site.mjs').Site} site @param {import('./rooms.mjs').Room} room */
export function roomPage(site, room) {
  const about =
    room.about === ''
      ? ''
      : `<details class="about"><summary>For contributors: how this room is kept</summary>${markdown.render(room.about)}</details>`
  return `<h1>${room.name}</h1><p class="lead">${escaped(room.purpose)}. <code>import { … } from 'causalkit/${room.name}'</code></p>${lists(site, room, '../')}${about}`
}

/** The side of an API page, which a script completes from the one list that all pages share. @param {string | undefined} current */
export function apiSide(current, root) {
  const room = current === undefined ? '' : `<li><a href="${root}rooms/${current}.html">${current}</a></li>`
  return `<p class="group"><a href="${root}modules.html">All rooms</a></p><ul>${room}</ul>`
}

/** That list, as a script: rooms, their tasks, the names of each; a mark before what is not a function. @param {import('./site.mjs').Site} site */
export function apiList(site) {
  const folders = { function: '', variable: '!', class: '*' }
  const list = floors.map(([title, names]) => [
    title,
    names.map((name) => {
      const room = site.rooms.find((one) => one.name === name)
      const tasks = room.tasks
        .map((task) => [
          task.title,
          entriesOf(site, room, task.names)
            .filter(isVerb)
            .map((entry) => folders[entry.kind] + entry.name)
            .join(' '),
        ])
        .filter(([, verbs]) => verbs !== '')
      return [name, tasks]
    }),
  ])
  return `globalThis.causalkitApi=${JSON.stringify(list)}`
}
