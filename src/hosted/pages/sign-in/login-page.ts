import { html } from 'hono/html'
import { type Html, layout } from '../layout.ts'

export interface LoginModel {
  readonly csrf: string
  readonly username: string
  readonly message?: string | undefined
}

/** AWS: the names of the fields. */
export function loginPage({ csrf, username, message }: LoginModel): Html {
  return layout(
    'Sign in',
    html`<main><h1>Sign in</h1>
${message === undefined ? '' : html`<p class="wrong" role="alert">${message}</p>`}
<form method="post" name="cognitoSignInForm">
<input type="hidden" name="csrf" value="${csrf}">
<label>Username <input name="username" autocomplete="username" required value="${username}"></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button type="submit" name="signInSubmitButton">Sign in</button>
</form></main>`,
  )
}
