// The API by room: what each is for, and its names with a first sentence.
import { createRequire } from 'node:module'
import { escaped } from './layout.mjs'

// the parser of Markdown that TypeDoc brings along
const MarkdownIt = createRequire(import.meta.resolve('typedoc'))('markdown-it')
const markdown = new MarkdownIt()
const plural = {
  function: 'functions',
  interface: 'interfaces',
  'type alias': 'types',
  variable: 'values',
  class: 'classes',
}

const inline = (site, text, root) =>
  markdown
    .renderInline(text.replace(/\{@link (\w+)(?: [^}]*)?\}/g, '`$1`'))
    .replace(/<code>(\w+)<\/code>/g, (code, name) => {
      const found = site.names.get(name)
      return found === undefined ? code : `<a href="${root}${found[0].url}"><code>${name}</code></a>`
    })

/** The names of a room by kind, each with its first sentence. */
const lists = (site, room, root) => {
  const entries = room.names.flatMap((name) => site.names.get(name) ?? [])
  return Object.keys(plural)
    .map((kind) => {
      const some = entries.filter((entry) => entry.kind === kind)
      if (some.length === 0) return ''
      const items = some.map(
        ({ name, url, sentence }) =>
          `<dt><a href="${root}${url}"><code>${name}</code></a></dt><dd>${inline(site, sentence, root)}</dd>`,
      )
      const id = plural[kind]
      return `<h2 id="${id}">${id[0].toUpperCase()}${id.slice(1)}</h2><dl class="names">${items.join('')}</dl>`
    })
    .join('')
}

/** @param {import('./site.mjs').Site} site */
export function apiPage(site) {
  const cards = site.rooms.map((room) => {
    const verbs = room.names.filter((name) => site.names.get(name)?.some(({ kind }) => kind === 'function')).length
    const count = verbs === 1 ? '1 function' : `${verbs} functions`
    return `<li><a href="rooms/${room.name}.html"><strong>${room.name}</strong></a><span>${escaped(room.task)}</span><small>${count}</small></li>`
  })
  const other = [...site.names.values()].flat().filter(({ room }) => room === undefined)
  const rest = other.map(({ name, url }) => `<li><a href="${url}"><code>${name}</code></a></li>`)
  return `<h1>API</h1><p class="lead">Pure functions over plain values, by room. Import them from <code>causalkit</code>, or from the room: <code>causalkit/graph</code>. <a href="guides/verbs.html">Every verb</a> lists them on one page.</p>
<ul class="cards">${cards.join('')}</ul><h2 id="of-no-room">Of no room</h2><ul class="plain">${rest.join('')}</ul>`
}

/** @param {import('./site.mjs').Site} site @param {import('./rooms.mjs').Room} room */
export function roomPage(site, room) {
  const about =
    room.about === ''
      ? ''
      : `<details class="about"><summary>For contributors: how this room is kept</summary>${markdown.render(room.about)}</details>`
  return `<h1>${room.name}</h1><p class="lead">${escaped(room.task)}. <code>import { … } from 'causalkit/${room.name}'</code></p>${lists(site, room, '../')}${about}`
}

/** The rooms at the side, the present one with its functions. */
export function roomList(site, current, root, url) {
  const items = site.rooms.map((room) => {
    const here = url === `rooms/${room.name}.html` ? ' aria-current="page"' : ''
    const names =
      room.name !== current
        ? ''
        : `<ul>${room.names
            .flatMap((name) => site.names.get(name) ?? [])
            .filter(({ kind }) => kind === 'function' || kind === 'variable')
            .map(
              (entry) =>
                `<li><a href="${root}${entry.url}"${entry.url === url ? ' aria-current="page"' : ''}><code>${entry.name}</code></a></li>`,
            )
            .join('')}</ul>`
    return `<li><a href="${root}rooms/${room.name}.html"${here}>${room.name}</a>${names}</li>`
  })
  return `<p class="group"><a href="${root}modules.html">Rooms</a></p><ul>${items.join('')}</ul>`
}
