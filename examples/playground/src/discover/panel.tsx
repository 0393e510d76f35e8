/** The panel discover. */
export default function Panel() {
  return <p class="quiet">Not here yet.</p>
}
