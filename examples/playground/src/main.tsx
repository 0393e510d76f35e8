import { render } from 'preact'
import { App } from './app'
import './ui/look.css'

render(<App />, document.getElementById('app')!)
