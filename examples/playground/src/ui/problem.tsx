/** What went wrong and how to go on, read out at once. */
export function Problem({ message }: { readonly message: string }) {
  return (
    <p class="problem" role="alert">
      {message}
    </p>
  )
}
