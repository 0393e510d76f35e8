// The first page. Its picture is drawn by the library at build time; the page's script draws it anew when the text is edited.
import { readFileSync } from 'node:fs'
import { admg, dag, identify, toSvg, toText } from '../../dist/index.js'
import { escaped } from './layout.mjs'

const first = 'smoking -> tar -> cancer; smoking <-> cancer'
const ways = [
  [
    'Effects from data',
    'estimateEffect',
    'dag',
    'stone -> treatment -> recovered; stone -> recovered',
    'guides/getting-started.html',
    'Simpson’s paradox in 700 real patients: the graph says what to hold fixed, the answer carries its formula and error.',
  ],
  [
    'Identification',
    'identify',
    'admg',
    'X -> M -> Y; X <-> Y; M -> W',
    'guides/identifiable.html',
    'Whether data can answer at all is settled by the graph. A yes comes with a proof, a no with its witness.',
  ],
  [
    'Discovery',
    'pc',
    'dag',
    'rain -> wet; sprinkler -> wet; wet -> slip',
    'guides/table-to-graph.html',
    'From a table to the graphs that it allows, and the honest limits of each search.',
  ],
]
// as images they follow the colours that the reader chose, and share no names with each other
const drawn = (svg, alt) => `<img src="data:image/svg+xml,${encodeURIComponent(svg)}" alt="${escaped(alt)}">`

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
  const examples = site.pages.find(({ kind }) => kind === 'example')
  const trust = site.pages.find(({ kind }) => kind === 'trust')
  return `<section class="hero"><div><h1>Say what you assume. Get causal answers that carry their proof.</h1>
<p class="lead">causalkit is causal inference for JavaScript and TypeScript: a graph and a question in, an effect with its reason out, or a refusal that says why not.</p>
<p class="actions"><a class="button" href="guides/getting-started.html">Getting started</a> <a class="button quiet" href="playground/index.html">Open the playground</a></p>
<pre class="install" tabindex="0"><code>npm install causalkit</code></pre></div>
<form class="live" id="live" aria-label="A live example">
<p class="live-try">Try it: change an arrow.</p>
<label for="live-graph">Graph</label><textarea id="live-graph" rows="3" spellcheck="false">${escaped(first.replace(/; /g, '\n'))}</textarea>
<div class="live-row"><span><label for="live-do">Effect of</label><input id="live-do" value="smoking" spellcheck="false" autocomplete="off"></span><span><label for="live-outcome">on</label><input id="live-outcome" value="cancer" spellcheck="false" autocomplete="off"></span></div>
<div class="paper" id="live-picture">${drawn(toSvg(graph), `The graph ${first}`)}</div>
<output id="live-answer" for="live-graph live-do live-outcome"><strong class="yes">Identifiable.</strong> <span class="formula">${escaped(formula)}</span></output>
</form></section>
<section><h2>From a drawing to a number</h2><ul class="ways">${cards.join('')}<li><div class="paper">${drawn(surgery, 'A string diagram whose wire of smoking is cut')}</div><h3><a href="guides/surgery.html">String diagrams</a></h3><p>Cut a wire where you intervene: a joint distribution taken apart and put together again, step by step.</p><p><code>cut</code></p></li></ul></section>
<section class="reasons"><h2>What to expect of it</h2><ul><li><strong>Names are types.</strong> A misspelt node does not compile.</li><li><strong>Nothing is silent.</strong> Misuse is an error that names the value at fault and the way out.</li><li><strong>The same everywhere.</strong> The same bits in Node, Chromium and Firefox, seeded or not.</li><li><strong>You pay for what you import.</strong> ${functions} functions, one file each, no side effects.</li></ul></section>
<section><h2>Where to go</h2><ul class="plain go"><li><a href="guides/question-to-number.html">From question to number</a></li><li><a href="guides/popular-mistakes.html">Popular mistakes</a></li><li><a href="guides/which-method.html">Which method for these data?</a></li><li><a href="modules.html">API by room</a></li>${examples === undefined ? '' : `<li><a href="${examples.url}.html">Examples</a></li>`}<li><a href="${trust === undefined ? 'guides/test-levels' : trust.url}.html">${trust === undefined ? 'Measured levels' : 'Why trust it'}</a></li></ul></section>`
}
