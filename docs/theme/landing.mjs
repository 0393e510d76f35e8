// The first page. Its picture and its numbers come from the library at build time; the page's script draws anew when the text is edited.
import { readFileSync } from 'node:fs'
import {
  admg,
  counts,
  dag,
  estimateEffect,
  fromCounts,
  identify,
  kidneyStones,
  regressionAdjustment,
  toSvg,
  toText,
} from '../../dist/index.js'
import { escaped } from './layout.mjs'

const first = 'smoking -> tar -> cancer; smoking <-> cancer'
const ways = [
  [
    'Effects from data',
    'estimateEffect',
    'dag',
    'stone -> treatment -> recovered; stone -> recovered',
    'guides/getting-started.html',
    'The graph says what to hold fixed. The effect comes with its error and its formula.',
  ],
  [
    'Can data tell at all?',
    'identify',
    'admg',
    'X -> M -> Y; X <-> Y; M -> W',
    'guides/identifiable.html',
    'The graph settles whether an effect can be computed (identification). A yes comes with a proof, a no with its reason.',
  ],
  [
    'From a table to a graph',
    'pc',
    'dag',
    'rain -> wet; sprinkler -> wet; wet -> slip',
    'guides/table-to-graph.html',
    'Which graphs the data allow (discovery), and what each search takes for granted.',
  ],
]
/** Who comes, with what in mind, and where to begin. */
const people = [
  [
    'You have a table and a question',
    'Did it work, and how sure is that?',
    [
      ['Getting started', 'guides/getting-started.html'],
      ['From question to number', 'guides/question-to-number.html'],
      ['Popular mistakes', 'guides/popular-mistakes.html'],
    ],
  ],
  [
    'You run experiments',
    'Sample sizes, CUPED, looking early, users who touch each other.',
    [
      ['A/B tests', 'guides/ab-tests.html'],
      ['Units that touch each other', 'guides/units-that-touch.html'],
      ['No experiment possible: other designs', 'guides/designs.html'],
    ],
  ],
  [
    'You keep systems running',
    'What broke, since when, along which path?',
    [
      ['What broke?', 'guides/what-broke.html'],
      ['Why did it change?', 'guides/why-did-it-change.html'],
      ['Metrics over time', 'guides/metrics-over-time.html'],
    ],
  ],
  [
    'You teach',
    'Pictures and sliders that run in any browser, from a file.',
    [
      ["Simpson's paradox with sliders", 'notebooks/simpson.html'],
      ['The playground', 'playground/index.html'],
      ['Three kinds of question', 'guides/three-rungs.html'],
    ],
  ],
  [
    'You write a paper',
    'Proofs that are re-checked, as LaTeX; pictures as SVG and TikZ.',
    [
      ['Is my effect identifiable?', 'guides/identifiable.html'],
      ['Reading a proof', 'guides/reading-a-proof.html'],
      ['String diagrams and surgery', 'guides/surgery.html'],
    ],
  ],
  [
    'You build agents',
    'The functions as tools that answer mistakes with sentences.',
    [
      ['Tools for an agent', 'examples/mcp-server.html'],
      ['The room of tools', 'rooms/tools.html'],
      ['The documentation as one text', 'llms-full.md'],
    ],
  ],
  [
    'Your rows are in a warehouse',
    'The engine adds up; no row leaves it.',
    [
      ['A billion rows', 'guides/a-billion-rows.html'],
      ['The room of SQL', 'rooms/sql.html'],
      ['All cores', 'guides/all-cores.html'],
    ],
  ],
  [
    'You come from another package',
    'Your script there, the same here, with both answers.',
    [
      ['DoWhy', 'guides/coming-from-dowhy.html'],
      ['R and dagitty', 'guides/coming-from-r.html'],
      ['All of them', 'guides/coming-from.html'],
    ],
  ],
]
// as images they follow the colours that the reader chose, and share no names with each other
const drawn = (svg, alt) => `<img src="data:image/svg+xml,${encodeURIComponent(svg)}" alt="${escaped(alt)}">`
const link = ([text, to]) => `<a href="${to}">${escaped(text)}</a>`

/** The kidney stones, computed while the page is made. */
function stones() {
  const effect = estimateEffect(fromCounts(kidneyStones), {
    graph: dag('stone -> treatment -> recovered; stone -> recovered'),
    treatment: 'treatment',
    outcome: 'recovered',
    estimator: regressionAdjustment(),
  })
  if (!effect.estimated) throw new Error(effect.message)
  return effect
}

const code = ({ estimate, interval, formula }) => `import {
  dag, estimateEffect, fromCounts, kidneyStones, regressionAdjustment,
} from 'causalkit'

const effect = estimateEffect(fromCounts(kidneyStones), {
  graph: dag('stone -> treatment -> recovered; stone -> recovered'),
  treatment: 'treatment',
  outcome: 'recovered',
  estimator: regressionAdjustment(),
})
effect.estimate  //=> ${estimate.toFixed(3)}
effect.interval  //=> [${interval.map((end) => end.toFixed(3)).join(', ')}]
effect.formula   //=> '${formula}'`

const percents = (value) => `${(100 * Math.abs(value)).toFixed(1)} points`

/** Figures of the records, each told on the page of trust. */
function records() {
  const read = (path) => JSON.parse(readFileSync(path, 'utf8'))
  const all = Object.values(read('test/conformance/measured.json').kinds)
  const sum = (key) => all.reduce((total, count) => total + count[key], 0)
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    kinds: all.length,
    cells: read('bench/validity/measured.json').cells.length,
  }
}

/** @param {import('./site.mjs').Site} site */
export function landing(site) {
  const graph = admg(first)
  const answer = identify(graph, { do: 'smoking', outcome: 'cancer' })
  const formula = toText(answer.estimand)
  const cards = ways.map(([title, verb, kind, text, to, words]) => {
    const picture = drawn(toSvg(kind === 'dag' ? dag(text) : admg(text)), `The graph ${text}`)
    return `<li><div class="paper">${picture}</div><h3><a href="${to}">${title}</a></h3><p>${words}</p><p><code>${verb}</code></p></li>`
  })
  const surgery = readFileSync('docs/guides/images/surgery-cut.svg', 'utf8').replace(/<\?xml[^>]*>/, '')
  const functions = [...site.names.values()].flat().filter(({ kind }) => kind === 'function').length
  const trust = site.pages.find(({ kind }) => kind === 'trust')
  const examples = site.pages.filter(({ kind }) => kind === 'example')
  const known = new Set([
    ...site.pages.map(({ url }) => `${url}.html`),
    ...site.rooms.map(({ name }) => `rooms/${name}.html`),
  ])
  const there = ([, to]) => !/^(guides|examples|rooms)\//.test(to) || known.has(to)
  const whom = people.map(
    ([who, what, links]) =>
      `<li><h3>${who}</h3><p>${what}</p><ul>${links
        .filter(there)
        .map((one) => `<li>${link(one)}</li>`)
        .join('')}</ul></li>`,
  )
  const effect = stones()
  const [failed0 = 0, cured0 = 0, failed1 = 0, cured1 = 0] = counts(fromCounts(kidneyStones), [
    'treatment',
    'recovered',
  ]).values
  const seen = cured1 / (failed1 + cured1) - cured0 / (failed0 + cured0)
  const { passed, failed, kinds, cells } = records()
  const trustUrl = trust === undefined ? 'guides/test-levels.html' : `${trust.url}.html`
  return `<section class="hero"><div><h1>Say what you assume. Get causal answers that carry their proof.</h1>
<p class="lead">Did the treatment work? What will the change do? What broke? causalkit answers such questions in JavaScript and TypeScript. You say what may cause what, as a graph; it says what your data can tell: an effect with its error and the reason why it holds, or a refusal that says why not.</p>
<p class="actions"><a class="button" href="guides/getting-started.html">Getting started</a> <a class="button quiet" href="playground/index.html">Open the playground</a></p>
<pre class="install" tabindex="0"><code>npm install causalkit</code></pre></div>
<form class="live" id="live" aria-label="A live example">
<p class="live-try">Try it: change an arrow.</p>
<label for="live-graph">What causes what</label><textarea id="live-graph" rows="3" spellcheck="false" aria-describedby="live-hint">${escaped(first.replace(/; /g, '\n'))}</textarea>
<p class="live-hint" id="live-hint"><code>-&gt;</code> causes; <code>&lt;-&gt;</code> share a cause that nobody measured (dashed)</p>
<div class="live-row"><span><label for="live-do">Effect of</label><input id="live-do" value="smoking" spellcheck="false" autocomplete="off"></span><span><label for="live-outcome">on</label><input id="live-outcome" value="cancer" spellcheck="false" autocomplete="off"></span></div>
<div class="paper" id="live-picture">${drawn(toSvg(graph), `The graph ${first}`)}</div>
<output id="live-answer" for="live-graph live-do live-outcome"><strong class="yes">Identifiable: data can tell, by</strong> <span class="formula">${escaped(formula)}</span></output>
</form></section>
<section><h2>A number, and what it rests on</h2><div class="code-answer"><pre tabindex="0"><code>${escaped(code(effect))}</code></pre>
<div><p>700 real patients. Of those who had open surgery ${percents(seen)} fewer recovered; had everybody had it, ${percents(effect.estimate)} more would have, <em>if</em> the graph is right: the hard cases were sent to surgery. And the interval holds 0, so these patients alone do not settle it.</p><p>The graph is yours, the formula follows from it, the doubt is told. <a href="examples/quickstart.html">The whole example</a></p></div></div></section>
<section><h2>From a drawing to a number</h2><ul class="ways">${cards.join('')}<li><div class="paper">${drawn(surgery, 'A string diagram whose wire of smoking is cut')}</div><h3><a href="guides/surgery.html">String diagrams</a></h3><p>A model drawn as boxes and wires; to intervene is to cut a wire. Each step can be checked again.</p><p><code>cut</code></p></li></ul></section>
<section class="reasons"><h2>Why trust it</h2><ul><li><strong>${passed.toLocaleString('en')} certified answers, ${failed} wrong.</strong> Questions of ${kinds} kinds whose answers were worked out by others, by enumeration or by packages that agree.</li><li><strong>Error rates are measured.</strong> ${cells.toLocaleString('en')} cells of test and kind of data; where a test rejects too often, the table says so.</li><li><strong>Nothing is silent.</strong> A misspelt name does not compile; what cannot be answered is refused, with the reason and the way out.</li><li><strong>The same bits everywhere.</strong> Seeded work gives the same answer in Node, Chromium and Firefox, and a test compares them.</li><li><strong>You pay for what you import.</strong> ${functions} pure functions, no side effects, from the root or from their room.</li><li><strong>It says what it does not know.</strong> No test shows that a graph is true. <a href="${trustUrl}">What is claimed, and what not</a></li></ul></section>
<section><h2>Where to begin</h2><ul class="people">${whom.join('')}</ul>
<p>Or look around: ${examples.length === 0 ? '' : `<a href="${examples[0].url}.html">${examples.length - 1} examples with what to believe of them</a>, `}<a href="guides/which-method.html">which method fits these data?</a>, <a href="modules.html">all functions by room</a>.</p></section>`
}
