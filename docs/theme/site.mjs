// What the pages know of each other: neighbours, rooms, public names.
import { ReflectionKind } from 'typedoc'
import { apiPage, apiSide, roomPage } from './api.mjs'
import { kin as kinOf } from './kin.mjs'
import { landing } from './landing.mjs'
import { escaped } from './layout.mjs'
import { rooms } from './rooms.mjs'

/** @typedef {{ name: string, url: string, kind: string, sentence: string, text: string, signature: string, room?: string }} Name */

const firstSentence = (text) => /^([\s\S]*?[.!?])(?=\s+[A-Z`{(]|\s*$)/.exec(text)?.[1] ?? text
const words = (parts = []) =>
  parts
    .map((part) => part.text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim()

export class Site {
  /** @param {import('./order.mjs').Page[]} pages */
  constructor(pages) {
    this.pages = pages
    this.rooms = rooms()
    /** @type {Map<string, Name[]>} */
    this.names = new Map()
    /** @type {Map<string, string>} the content of each page as it was written, for the search */
    this.contents = new Map()
    const examples = pages.find((page) => page.kind === 'example')
    const trust = pages.find((page) => page.kind === 'trust')
    /** @type {[string, string][]} */
    this.links = [
      ['Guides', 'guides/getting-started.html'],
      ['API', 'modules.html'],
      ...(examples === undefined ? [] : [['Examples', `${examples.url}.html`]]),
      ['Playground', 'playground/index.html'],
      ['Trust', trust === undefined ? 'guides/test-levels.html' : `${trust.url}.html`],
    ]
  }

  /** Takes the public names from TypeDoc's model. */
  read(project, router) {
    const roomOf = new Map(this.rooms.flatMap((room) => room.names.map((name) => [name, room.name])))
    const members =
      project.children?.flatMap((child) => (child.kindOf(ReflectionKind.Module) ? (child.children ?? []) : [child])) ??
      []
    for (const member of members) {
      const [signature, ...overloads] = member.signatures ?? []
      for (const overload of overloads) withoutRepetition(overload, signature)
      const comment = signature?.comment ?? member.comment ?? member.type?.declaration?.signatures?.[0]?.comment
      const text = words(comment?.summary)
      const entry = {
        name: member.name,
        url: router.getFullUrl(member),
        kind: ReflectionKind.singularString(member.kind).toLowerCase(),
        sentence: firstSentence(text),
        text,
        signature:
          signature === undefined
            ? ''
            : `${member.name}(${(signature.parameters ?? []).map((p) => p.name + (p.flags.isOptional || p.defaultValue !== undefined ? '?' : '')).join(', ')})`,
        room: roomOf.get(member.name),
      }
      this.names.set(member.name, [...(this.names.get(member.name) ?? []), entry])
    }
    this.byUrl = new Map([...this.names.values()].flat().map((entry) => [entry.url, entry]))
  }

  /** The content of a page that is written here and not by TypeDoc. @param {string} url */
  ownContent(url) {
    if (url === 'index.html') return landing(this)
    if (url === 'modules.html') return apiPage(this)
    const room = this.rooms.find(({ name }) => url === `rooms/${name}.html`)
    return room === undefined ? undefined : roomPage(this, room)
  }

  /** Everything that the frame of a page needs. */
  frame(url, name, content) {
    const root = '../'.repeat(url.split('/').length - 1)
    const index = this.pages.findIndex((page) => `${page.url}.html` === url)
    const page = this.pages[index]
    const shared = { root, links: this.links, description: `${name}: causal inference for JavaScript and TypeScript` }
    if (url === 'index.html')
      return {
        ...shared,
        title: 'causalkit: causal inference for JavaScript and TypeScript',
        description:
          'Say what you assume as a graph; get causal answers from data, each with the reason why it holds, or a refusal.',
        section: '',
        content,
        look: 'landing',
      }
    if (page !== undefined) {
      this.contents.set(url, content)
      const kin = this.pages.filter(({ kind }) => kind === page.kind)
      const at = kin.indexOf(page)
      return {
        ...shared,
        title: `${page.title} | causalkit`,
        section: { guide: 'Guides', example: 'Examples', trust: 'Trust' }[page.kind],
        content:
          page.url === 'gallery'
            ? `<article class="gallery">${galleryCards(content)}</article>`
            : `<article class="prose">${content}</article>`,
        side: kin.length < 2 ? '' : this.#side(kin, url, root),
        here: hereOf(content),
        foot: this.#kin(page, root) + neighbours(kin[at - 1], kin[at + 1], root),
      }
    }
    const entry = this.byUrl?.get(url)
    const room = entry?.room ?? /^rooms\/(\w+)\.html$/.exec(url)?.[1]
    const way = entry?.room === undefined ? '' : ` / <a href="${root}rooms/${entry.room}.html">${entry.room}</a>`
    const crumbs = url === 'modules.html' ? '' : `<p class="crumbs"><a href="${root}modules.html">API</a>${way}</p>`
    return {
      ...shared,
      title: `${name} | causalkit`,
      description: entry?.sentence || shared.description,
      section: 'API',
      content: `<article class="api">${crumbs}${entry === undefined ? '' : `<h1><span class="kind">${entry.kind}</span> ${escaped(name)}</h1>`}${content}</article>`,
      side: apiSide(room, root),
      api: room ?? '',
      here: hereOf(content),
    }
  }

  /** What an unknown address answers: it may be asked for below any folder, so it looks for the site's own. */
  missing() {
    const folders =
      'guides|examples|functions|interfaces|types|variables|classes|rooms|notebooks|playground|media|assets'
    const base = `<script>document.head.append(Object.assign(document.createElement('base'),{href:location.pathname.replace(/(${folders})\\/.*$|[^/]*$/,'')}))</script>`
    return {
      root: '',
      links: this.links,
      description: 'No page stands at this address.',
      title: 'Not found | causalkit',
      section: '',
      before: base,
      content: `<article class="prose"><h1>No page stands here</h1><p class="lead">The address may have changed, or been mistyped.</p><ul><li>Search: the button above, or the key <kbd>/</kbd>.</li><li><a href="guides/getting-started.html">Getting started</a>, or <a href="guides/question-to-number.html">from a question to a number</a></li><li><a href="modules.html">All rooms of the API</a>, or <a href="guides/verbs.html">every function on one page</a></li><li><a href="index.html">The first page</a></li></ul></article>`,
    }
  }

  /** The frame of a notebook, which stands among the examples. */
  notebookFrame(url, title, content) {
    return {
      root: '../',
      links: this.links,
      description: `${title}: causal inference for JavaScript and TypeScript`,
      title: `${title} | causalkit`,
      section: 'Examples',
      content: `<article class="prose notebook">${content}</article>`,
      side: this.#side(
        this.pages.filter(({ kind }) => kind === 'example'),
        url,
        '../',
      ),
      here: '',
      foot: '',
    }
  }

  /** What goes with a guide. */
  #kin(page, root) {
    const wanted = kinOf[page.url.replace('guides/', '')]
    if (wanted === undefined || page.kind !== 'guide') return ''
    const told = { guides: 'guide', examples: 'example', notebooks: 'notebook', rooms: 'functions', trust: 'records' }
    const items = wanted.split(' ').flatMap((url) => {
      const [folder = '', name = ''] = url.split('/')
      const title =
        folder === 'rooms' ? `The room ${name}` : [...this.pages, ...notebooks].find((one) => one.url === url)?.title
      // without the pages of the gallery the examples are left out; anything else must be there
      if (title === undefined && folder !== 'examples' && folder !== 'trust')
        throw new Error(`docs/theme/kin.mjs: ${url} is not there`)
      return title === undefined
        ? []
        : [`<li><a href="${root}${url}.html">${escaped(title)}</a> <small>${told[folder]}</small></li>`]
    })
    return `<section class="kin" aria-labelledby="kin"><h2 id="kin">Goes with this</h2><ul>${items.join('')}</ul></section>`
  }

  #side(kin, url, root) {
    const all = kin.some(({ kind }) => kind === 'example') ? [kin[0], ...notebooks, ...kin.slice(1)] : kin
    return [...new Set(all.map(({ group }) => group))]
      .map((group) => {
        const items = all
          .filter((page) => page.group === group)
          .map(
            (page) =>
              `<li><a href="${root}${page.url}.html"${`${page.url}.html` === url ? ' aria-current="page"' : ''}>${escaped(page.title)}</a></li>`,
          )
        return `<p class="group">${group}</p><ul>${items.join('')}</ul>`
      })
      .join('')
  }
}

/** An overload says only what the first signature does not say. */
function withoutRepetition(overload, first) {
  if (words(overload.comment?.summary) !== words(first.comment?.summary)) return
  overload.comment = undefined
  for (const parameter of overload.parameters ?? []) {
    const same = first.parameters?.find(({ name }) => name === parameter.name)
    if (words(same?.comment?.summary) === words(parameter.comment?.summary)) parameter.comment = undefined
  }
}

/** The notebooks, as pages. */
export const notebooks = [
  { title: "Simpson's paradox", url: 'notebooks/simpson', group: 'Notebooks with sliders' },
  { title: 'An instrument, strong and weak', url: 'notebooks/instrument', group: 'Notebooks with sliders' },
]

/** The entries of the gallery as cards: picture, title, question; the notebooks before them. @param {string} content */
function galleryCards(content) {
  const [top = '', ...groups] = content.split(/(?=<h2)/)
  const links = notebooks.map(({ title, url }) => `<a href="${url}.html">${title}</a>`).join(' · ')
  const cards = groups.map((group) => {
    const [heading = '', ...entries] = group.split(/(?=<h3)/)
    return `${heading}<ul class="cards">${entries.map((entry) => `<li>${entry}</li>`).join('')}</ul>`
  })
  return `${top}<p>Two questions with sliders, computed anew as you move them: ${links}.</p>${cards.join('')}`
}

/** Links to the headings of the second level. */
function hereOf(content) {
  const seen = new Set()
  const items = []
  for (const [, id, html] of content.matchAll(/<h2[^>]* id="([^"]+)"[^>]*>([\s\S]*?)<\/h2>/g)) {
    const text = html.replace(/<a [^>]*tsd-anchor-icon[\s\S]*?<\/a>/, '').replace(/<[^>]+>/g, '')
    // overloads repeat the parts of a comment
    if (!seen.has(text)) items.push(`<li><a href="#${id}">${text}</a></li>`)
    seen.add(text)
  }
  return items.length < 2 || items.length > 40 ? '' : `<ul>${items.join('')}</ul>`
}

function neighbours(before, after, root) {
  if (before === undefined && after === undefined) return ''
  const link = (page, label, rel) =>
    page === undefined
      ? '<span></span>'
      : `<a rel="${rel}" href="${root}${page.url}.html"><small>${label}</small> ${escaped(page.title)}</a>`
  return `<nav class="neighbours" aria-label="Neighbouring pages">${link(before, 'Previous', 'prev')}${link(after, 'Next', 'next')}</nav>`
}
