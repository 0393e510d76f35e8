import { firstPicture } from '../checks.mjs'
import { type, typed } from './load.mjs'

export const name =
  'a graph that cannot be is told of in every panel, and every cut of an address opens a page that says so'

const faults = {
  'dose -> cure\ncure -> age\nage -> dose': 'cycle',
  'dose -> cure\nage ->': 'end of the text',
  'dose => cure': 'Line 1',
}
const mended = 'age -> dose -> cure\nage -> cure'

export async function run({ page, base, expect }) {
  const work = page.locator('section.work')
  const open = (title) => page.locator('nav.tabs').getByRole('button', { name: title, exact: true }).click()
  /** What the panel says beside the titles of the panels. */
  const panelText = async () =>
    (await work.textContent()).replace(await page.locator('nav.tabs').textContent(), '').trim()

  // rows, so that Estimate has something to ask about
  await type(page, mended)
  await open('Model')
  await work.getByRole('button', { name: 'Use these rows' }).click()
  await open('Estimate')
  await work.getByLabel('Confidence').waitFor()

  for (const [text, word] of Object.entries(faults)) {
    await type(page, text)
    const alert = page.locator('section.graph').getByRole('alert').first()
    await alert.waitFor()
    const said = await alert.textContent()
    expect(said.includes(word), `“${text}” is answered by: ${said}`)
    for (const title of ['Identify', 'Surgery', 'Model', 'Estimate']) {
      await open(title)
      await page.waitForTimeout(200)
      const shown = await panelText()
      expect(/mend/i.test(shown), `${title} does not say how to go on with “${text}”: ${shown.slice(0, 300)}`)
    }
    expect((await typed(page)) === text, 'the faulty text was changed')
  }
  // mended, every panel answers again
  await type(page, mended)
  for (const [title, answer] of [
    ['Identify', /Identifiable/],
    ['Surgery', /Whoever sets|Nothing points into/],
    ['Model', /Seeing and doing/],
    ['Estimate', /Confidence/],
  ]) {
    await open(title)
    await work
      .getByText(answer)
      .first()
      .waitFor({ timeout: 20_000 })
      .catch(() => {})
    expect(answer.test(await panelText()), `${title} does not answer the mended graph: ${await panelText()}`)
  }

  // the address of a work that does not pack well, cut at every fiftieth sign
  const names = Array.from({ length: 60 }, (_, i) => `n${(((i + 1) * 2654435761) % 4294967296).toString(36)}`)
  const large = names
    .map((name, i) => `${name} -> ${names[(i * 7) % 60 > i ? (i * 7) % 60 : 59]}`)
    .slice(0, 59)
    .join('\n')
  await type(page, large)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await page.getByRole('status').filter({ hasText: 'The address was copied' }).waitFor()
  const hash = new URL(page.url()).hash
  await type(page, 'last -> work')
  await page.waitForTimeout(700)
  const cuts = Array.from({ length: Math.floor(hash.length / 50) }, (_, i) => 50 * (i + 1))
  expect(cuts.length > 10, `the address has ${hash.length} signs: too few to cut`)
  for (const cut of [1, 2, 3, 5, 8, 14, ...cuts]) {
    await page.goto('about:blank')
    await page.goto(base + hash.slice(0, cut))
    await firstPicture(page)
    await page.locator('nav.tabs [aria-current]').waitFor()
    expect((await typed(page)).includes('last -> work'), `cut to ${cut} signs, the last work is gone`)
    if (cut < 3) continue
    const said = await page.getByRole('alert').first().textContent()
    expect(said.includes('cut short'), `cut to ${cut} signs it says: ${said}`)
  }
  // the same for somebody who was never here
  const other = await page.context().browser().newContext()
  try {
    const stranger = await other.newPage()
    const errors = []
    stranger.on('pageerror', (error) => errors.push(error.message))
    for (const cut of cuts) {
      await stranger.goto('about:blank')
      await stranger.goto(base + hash.slice(0, cut))
      await firstPicture(stranger)
      const said = await stranger.getByRole('alert').first().textContent()
      expect(said.includes('cut short'), `cut to ${cut} signs a stranger reads: ${said}`)
    }
    await stranger.goto('about:blank')
    await stranger.goto(base + hash)
    await firstPicture(stranger)
    expect((await typed(stranger)) === large, 'the whole address does not open for a stranger')
    expect(errors.length === 0, errors.join('; '))
  } finally {
    await other.close()
  }
}
