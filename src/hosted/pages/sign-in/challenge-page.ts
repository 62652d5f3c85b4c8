import { html } from 'hono/html'
import type { PresentedChallenge } from '../../../domain/journeys/sign-in/sign-in.ts'
import { type Html, layout } from '../layout.ts'

export interface ChallengeModel {
  readonly csrf: string
  readonly challenge: PresentedChallenge
  readonly message?: string | undefined
}

export function challengePage({ csrf, challenge, message }: ChallengeModel): Html {
  return layout(
    'Sign in',
    html`<main><h1>Sign in</h1>
${message === undefined ? '' : html`<p class="wrong" role="alert">${message}</p>`}
<form method="post">
<input type="hidden" name="csrf" value="${csrf}">
${fieldsOf(challenge)}
<button type="submit">Continue</button>
</form></main>`,
  )
}

function fieldsOf({ name, parameters, availableChallenges = [] }: PresentedChallenge): Html {
  switch (name) {
    case 'NEW_PASSWORD_REQUIRED': {
      const owed = JSON.parse(parameters.requiredAttributes ?? '[]') as string[]
      return html`<label>New password <input name="new_password" type="password" autocomplete="new-password" required></label>
${owed.map((attribute) => html`<label>${attribute.replace('userAttributes.', '')} <input name="${attribute}" required></label>`)}`
    }
    case 'SELECT_MFA_TYPE':
      return choices(JSON.parse(parameters.MFAS_CAN_CHOOSE ?? '[]'))
    case 'SELECT_CHALLENGE':
      return html`${choices(availableChallenges)}<label>Password <input name="password" type="password" autocomplete="current-password"></label>`
    case 'PASSWORD':
      return html`<label>Password <input name="password" type="password" autocomplete="current-password" required></label>`
    default:
      return html`<label>Code <input name="code" autocomplete="one-time-code" inputmode="numeric" required></label>`
  }
}

function choices(names: readonly string[]): Html {
  return html`${names.map((name) => html`<label><input type="radio" name="answer" value="${name}" required> ${name}</label>`)}`
}
