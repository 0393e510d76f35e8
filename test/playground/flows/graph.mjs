import { type, typed } from './load.mjs'

export const name = 'graph: text and picture change each other, by pointer and by keys, and undo goes back'

export async function run({ page, expect }) {
  const graph = page.locator('section.graph')
  const spot = (node) => graph.locator('.picture').getByRole('button', { name: new RegExp(`^${node}(,|$)`) })
  const edges = () => graph.locator('.picture svg desc').textContent()
  const until = async (ask, sentence) => {
    for (let i = 0; i < 60; i++) {
      if (await ask()) return
      await page.waitForTimeout(50)
    }
    expect(false, sentence)
  }
  await graph.locator('.cm-content').waitFor()

  // typing draws, roles are taken over, comments are kept
  await type(page, 'dag {\n  x [exposure]\n  y [outcome]\n  z -> x -> y // why\n  z -> y\n}')
  await until(
    async () => (await edges()).includes('x is treatment'),
    `roles of the text are not taken over: ${await edges()}`,
  )
  await spot('z').waitFor()

  // by keys: a node moves, and its place is kept; arranging anew takes it back
  const before = await spot('z').boundingBox()
  await spot('z').focus()
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowDown')
  await until(
    async () =>
      Math.abs((await spot('z').boundingBox()).y - before.y) > 20 || (await spot('x').boundingBox()).y !== before.y,
    'the arrow keys move nothing',
  )
  // by pointer
  const box = await spot('y').boundingBox()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + 60, box.y + 90, { steps: 6 })
  await page.mouse.up()
  await until(async () => {
    const [y, x] = [await spot('y').boundingBox(), await spot('x').boundingBox()]
    return y.y - x.y > 25
  }, 'dragging moves nothing')
  expect((await graph.locator('.node-form').count()) === 0, 'the end of a drag opens a node')
  await graph.getByRole('button', { name: 'Arrange anew' }).click()

  // from the form: an edge, a role, a name
  await spot('z').focus()
  await page.keyboard.press('Enter')
  const form = graph.locator('.node-form')
  await form.getByRole('button', { name: 'Remove z -> y', exact: true }).click()
  await until(async () => !(await edges()).includes('z -> y'), 'the edge is still drawn')
  expect((await typed(page)).includes('z -> x -> y // why'), `the comment or the chain is lost: ${await typed(page)}`)
  await form.getByRole('button', { name: 'hidden', exact: true }).click()
  await until(async () => (await edges()).includes('Latent: z'), 'the role is not drawn')
  await form.getByLabel('Name').fill('a cause')
  await form.getByRole('button', { name: 'Rename' }).click()
  await until(async () => (await edges()).includes('Latent: a cause'), `the role did not go along: ${await edges()}`)
  expect((await typed(page)).includes('"a cause" -> x -> y // why'), `not renamed in the text: ${await typed(page)}`)

  // connecting in the picture; a cycle is refused with a sentence
  await graph.getByLabel('New node').fill('m')
  await graph.getByRole('button', { name: 'Add node' }).click()
  await form.getByRole('button', { name: 'Choose in the picture' }).click()
  await spot('x').click()
  await until(async () => (await edges()).includes('m -> x'), 'no edge was drawn from the picture')
  await graph.locator('.nodes').getByRole('button', { name: /^x/ }).first().click()
  await form.getByLabel('Other end of the edge').selectOption('m')
  await form.getByRole('button', { name: 'Connect', exact: true }).click()
  const refusal = await graph.getByRole('alert').first().textContent()
  expect(refusal.includes('cycle'), `a cycle is not refused: ${refusal}`)

  // undo, by button and by keys
  await graph.getByRole('button', { name: 'Undo' }).click()
  await until(async () => !(await edges()).includes('m -> x'), 'undo took nothing back')
  await graph.getByRole('button', { name: 'Redo' }).click()
  await until(async () => (await edges()).includes('m -> x'), 'redo brought nothing back')
  await spot('m').focus()
  await page.keyboard.press('ControlOrMeta+z')
  await until(async () => !(await edges()).includes('m -> x'), 'Ctrl+Z took nothing back')

  // faults keep the last picture, greyed; names that go take their roles along, and it is said
  await type(page, 'x -> y\ny -> x')
  await graph.getByRole('alert').waitFor()
  expect((await graph.locator('.picture.faulty g[data-node]').count()) > 0, 'the last picture is not kept and greyed')
  expect((await graph.locator('.cm-lintRange-error, .cm-lint-marker-error').count()) > 0, 'the fault is not marked')
  await type(page, 'a -> b -> y')
  await until(
    async () => (await graph.locator('.notes').textContent()).includes('treatment is now'),
    'nobody says that the treatment is gone',
  )

  // the gallery
  await graph.getByLabel('Load a graph of the gallery').focus()
  await until(async () => (await graph.locator('.tools select option').count()) > 20, 'the gallery is empty')
  await graph.getByLabel('Load a graph of the gallery').selectOption('mBiasGraph')
  await until(async () => (await typed(page)).includes('U1'), 'the gallery did not load')

  // nodes of every kind of graph move, on a path that is shown in red and beside it
  for (const text of [
    'dag { Z -> X -> Y; Z -> W -> Y; X -> S; I }',
    'pag { Z @-> X; W @-@ Y; X @-> Y; I; S }',
    'mag { Z <-> X; X -> Y; W -- S; I }',
    'pdag { Z -- X; X -> Y; S; W; I }',
    'Z <-> X; X -> Y; S -> X; X <-> Y; "a long name" -> W; I',
  ]) {
    await type(page, text)
    await spot('I').waitFor()
    await page.waitForTimeout(600)
    await page.locator('.identify').getByLabel('Treatment').selectOption('X')
    await page.locator('.identify').getByLabel('Outcome').selectOption('Y')
    const shown = page.getByRole('button', { name: 'Show it in the picture' })
    if (text.startsWith('dag')) await shown.click()
    for (const node of ['Z', 'X', 'S', 'I']) {
      const old = await spot(node).boundingBox()
      await spot(node).focus()
      await page.keyboard.press('Shift+ArrowDown')
      await page.keyboard.press('Shift+ArrowRight')
      await until(async () => {
        const { x, y } = await spot(node).boundingBox()
        return Math.hypot(x - old.x, y - old.y) > 4
      }, `${node} does not move in ${text}`)
    }
    await until(
      async () => (await graph.locator('.picture svg g[transform]').count()) === 0,
      `what moved in ${text} is not drawn as a whole`,
    )
  }

  // sixty nodes stay usable
  const lines = Array.from({ length: 60 }, (_, i) =>
    [1, 2, 5].filter((k) => i + k < 60).map((k) => `v${i} -> v${i + k}`),
  )
  await type(page, lines.flat().join('\n'))
  await spot('v59').waitFor()
  const start = Date.now()
  await spot('v30').focus()
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowDown')
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  const each = (Date.now() - start) / 10
  expect(each < 1000, `a move in a graph of 60 nodes takes ${each} ms`)

  // what was drawn in part while the node moved is what is drawn as a whole when it stands, nodes and edges
  const drawing = () =>
    page.evaluate(() => {
      const groups = [...document.querySelectorAll('.picture svg g[data-node], .picture svg g[data-edge]')]
      const boxes = groups.map((group) => {
        const { x, y, width, height } = group.getBBox()
        const { e, f } = group.transform.baseVal.consolidate()?.matrix ?? { e: 0, f: 0 }
        return [x + e, y + f, width, height]
      })
      const first = boxes[groups.findIndex((group) => group.dataset.node === 'v0')]
      const key = ({ dataset }) => dataset.node ?? dataset.edge
      return {
        isInPart: groups.some((group) => group.hasAttribute('transform')),
        boxes: boxes.map(([x, y, ...size], i) => [key(groups[i]), x - first[0], y - first[1], ...size]),
      }
    })
  // by hand, so that it is at work in the middle of a move and beyond the sheet
  const at = await spot('v30').boundingBox()
  await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2)
  await page.mouse.down()
  await page.mouse.move(at.x + 30, at.y + 200, { steps: 5 })
  await page.mouse.move(at.x + 40, at.y + 420, { steps: 5 })
  await page.mouse.up()
  // the last move is drawn in the next frame
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  const inPart = await drawing()
  expect(inPart.isInPart, 'a move draws all anew')
  await until(async () => !(await drawing()).isInPart, 'the whole is not drawn after the move')
  const whole = await drawing()
  expect(inPart.boxes.length === whole.boxes.length && whole.boxes.length > 200, 'nodes or edges are missing')
  const wrong = inPart.boxes.filter((box, i) =>
    box.some((value, k) => (k === 0 ? value !== whole.boxes[i][0] : Math.abs(value - whole.boxes[i][k]) > 0.3)),
  )
  expect(wrong.length === 0, `drawn in part, ${wrong.length} are elsewhere: ${JSON.stringify(wrong.slice(0, 3))}`)
  const [node, button] = await page.evaluate(() => {
    const group = document.querySelector('.picture svg g[data-node="v30"]').getBoundingClientRect()
    const over = document.querySelector('.picture .spot[aria-label^="v30"]').getBoundingClientRect()
    return [group, over].map(({ x, y, width, height }) => [x + width / 2, y + height / 2])
  })
  expect(Math.hypot(node[0] - button[0], node[1] - button[1]) < 2, 'the button of a node does not stand over it')
}
