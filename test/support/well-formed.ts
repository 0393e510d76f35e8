/** An element of an XML text: its name, and what is in it. */
export interface XmlElement {
  readonly name: string
  readonly children: readonly (XmlElement | string)[]
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/**
 * Reads XML of elements, attributes and text, as strictly as the recommendation asks (XML 1.0, section 2.1): one root, tags that match,
 * the five entities alone, and no character that a document may not hold. Throws where it is not well-formed.
 */
export function readXml(text: string): XmlElement {
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text))
    throw new Error('a character that XML forbids')
  const open: { name: string; children: (XmlElement | string)[] }[] = [{ name: '', children: [] }]
  const tag = /<(\/?)([A-Za-z][\w.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/guy
  for (let at = 0; at < text.length; at = tag.lastIndex) {
    tag.lastIndex = at
    const found = tag.exec(text)
    if (found === null) throw new Error(`cannot read ${JSON.stringify(text.slice(at, at + 20))}`)
    const [, slash, name, , empty, data] = found
    if (data !== undefined) {
      if (data.includes(']]>')) throw new Error(']]> in text')
      const plain = data.replace(/&([^;]*);?/g, (whole, entity: string) => {
        const character = entities.get(entity)
        if (character === undefined || !whole.endsWith(';')) throw new Error(`no entity ${whole}`)
        return character
      })
      open.at(-1)!.children.push(plain)
      continue
    }
    if (slash === '') {
      const element = { name: name!, children: [] }
      open.at(-1)!.children.push(element)
      if (empty === '') open.push(element)
    } else if (open.length < 2 || open.pop()!.name !== name) throw new Error(`</${name}> closes nothing`)
  }
  const [root, ...more] = open[0]!.children
  if (open.length > 1 || root === undefined || typeof root === 'string' || more.length > 0)
    throw new Error('not one element')
  return root
}

/** The texts of all elements of a name, in order. */
export function textsOf(root: XmlElement, name: string): string[] {
  const own = root.name === name ? [root.children.filter((c) => typeof c === 'string').join('')] : []
  return [...own, ...root.children.flatMap((child) => (typeof child === 'string' ? [] : textsOf(child, name)))]
}
