import { readFile } from 'node:fs/promises'
import { firstPicture } from '../checks.mjs'
import { typed } from './load.mjs'

export const name =
  'a teacher draws M-bias by mouse and by keyboard alone, hides nodes, asks for sets, shares the link and saves the picture'

const edges = [
  ['U1', 'X'],
  ['U1', 'M'],
  ['U2', 'M'],
  ['U2', 'Y'],
  ['X', 'Y'],
]

export async function run({ page, base, expect }) {
  const graph = page.locator('section.graph')
  const form = graph.locator('.node-form')
  const spot = (node) => graph.locator('.picture').getByRole('button', { name: new RegExp(`^${node}(,|$)`) })
  const described = () => graph.locator('.picture svg desc').textContent()
  const isDrawn = (from, to) =>
    page.waitForFunction(
      (edge) => document.querySelector('.picture svg desc')?.textContent.includes(edge),
      `${from} -> ${to}`,
    )
  const clear = async () => {
    await page.getByRole('button', { name: 'Save and open' }).click()
    await page.locator('.items').getByRole('button', { name: 'Clear' }).click()
    await graph.getByText('The graph has no nodes yet').waitFor()
  }
  /** What a teacher wants to show: adjusting for nothing is right, and for M is wrong. */
  const answered = async (on) => {
    const identify = on.locator('.identify')
    await identify
      .getByText('Nothing needs to be adjusted for')
      .or(identify.getByText('No back door is open'))
      .first()
      .waitFor()
    await identify.locator('[data-part="sets"]').getByText('nothing').first().waitFor()
  }

  // by mouse
  await clear()
  for (const node of ['U1', 'U2', 'X', 'M', 'Y']) {
    await graph.getByLabel('New node').fill(node)
    await graph.getByRole('button', { name: 'Add node' }).click()
    await spot(node).waitFor()
  }
  for (const [from, to] of edges) {
    await spot(from).click()
    await form.getByRole('button', { name: 'Choose in the picture' }).click()
    await spot(to).click()
    await isDrawn(from, to)
  }
  for (const [node, role] of [
    ['U1', 'hidden'],
    ['U2', 'hidden'],
    ['X', 'treatment'],
    ['Y', 'outcome'],
  ]) {
    await spot(node).click()
    const button = form.getByRole('button', { name: role, exact: true })
    if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click()
  }
  await answered(page)
  await spot('M').click()
  await form.getByRole('button', { name: 'adjusted for', exact: true }).click()
  await page.locator('.identify').getByText('does not give the effect: the path X ← U1 → M ← U2 → Y is open').waitFor()
  const byMouse = await described()

  // the picture as a file, and the link in the browser of somebody else
  await page.getByRole('button', { name: 'Save and open' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.items').getByRole('button', { name: /SVG/ }).click(),
  ])
  const svg = await readFile(await download.path(), 'utf8')
  for (const node of ['U1', 'U2', 'X', 'M', 'Y'])
    expect(svg.includes(`>${node.replace(/\d/, '')}`), `the picture lacks ${node}`)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await page.getByRole('status').filter({ hasText: 'The address was copied' }).waitFor()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  const other = await page
    .context()
    .browser()
    .newContext({ viewport: { width: 390, height: 844 } })
  try {
    const pupil = await other.newPage()
    await pupil.goto(link)
    await firstPicture(pupil)
    expect((await pupil.locator('.picture svg desc').textContent()) === byMouse, 'the pupil sees another graph')
    await pupil.locator('.identify').getByText('the path X ← U1 → M ← U2 → Y is open').waitFor()
    await pupil.getByRole('button', { name: /New here/ }).click()
    const title = pupil.getByRole('heading', { name: '1. Chain' })
    await title.waitFor()
    await pupil.waitForTimeout(400)
    const { y } = await title.boundingBox()
    expect(y > 0 && y < 844, `the lessons open out of sight on a phone, at ${y} px`)
  } finally {
    await other.close()
  }

  // by keyboard alone
  await page.goto(base)
  await firstPicture(page)
  const tabTo = async (target) => {
    for (let i = 0; i < 80; i++) {
      if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return
      await page.keyboard.press('Tab')
    }
    expect(false, `Tab does not lead to ${target}`)
  }
  const press = async (target) => {
    await tabTo(target)
    await page.keyboard.press('Enter')
  }
  await press(page.getByRole('button', { name: 'Save and open' }))
  const wanted = page.locator('.items').getByRole('button', { name: 'Clear' })
  for (let i = 0; i < 20 && !(await wanted.evaluate((element) => element === document.activeElement)); i++)
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await graph.getByText('The graph has no nodes yet').waitFor()
  for (const node of ['U1', 'U2', 'X', 'M', 'Y']) {
    await tabTo(graph.getByLabel('New node'))
    await page.keyboard.type(node)
    await page.keyboard.press('Enter')
    await spot(node).waitFor()
  }
  for (const [from, to] of edges) {
    await press(spot(from))
    await tabTo(form.getByLabel('Other end of the edge'))
    await page.keyboard.type(to)
    await press(form.getByRole('button', { name: 'Connect', exact: true }))
    await isDrawn(from, to)
  }
  for (const [node, role] of [
    ['U1', 'hidden'],
    ['U2', 'hidden'],
    ['X', 'treatment'],
    ['Y', 'outcome'],
    ['M', 'adjusted for'],
  ]) {
    await press(spot(node))
    const button = form.getByRole('button', { name: role, exact: true })
    if ((await button.getAttribute('aria-pressed')) !== 'true') await press(button)
  }
  await page.locator('.identify').getByText('the path X ← U1 → M ← U2 → Y is open').waitFor()
  expect((await described()) === byMouse, `by keyboard another graph came: ${await described()}, ${await typed(page)}`)
}
