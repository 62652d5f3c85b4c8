import { html } from 'hono/html'
import { type Html, layout } from '../layout.ts'

export interface ErrorModel {
  readonly message: string
  readonly detail?: string | undefined
  /** Where the user can begin anew. */
  readonly again?: string | undefined
}

export function errorPage({ message, detail, again }: ErrorModel): Html {
  return layout(
    'Error',
    html`<main><h1>${message}</h1>
${detail === undefined ? '' : html`<p class="wrong">${detail}</p>`}
${again === undefined ? '' : html`<p><a href="${again}">Sign in</a></p>`}</main>`,
  )
}
