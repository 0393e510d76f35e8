/** The panel model. */
export default function Panel() {
  return <p class="quiet">Not here yet.</p>
}
