import { render } from 'preact'
import { App } from './app'
import { begin } from './share/session'
import './ui/look.css'
import './ui/paper.css'

await begin()
render(<App />, document.getElementById('app')!)
