import { addressOf, type Frame } from './parts/frame.ts'
import { Page, render } from './parts/page.tsx'

/** A page that says how something ended. */
export interface NoticePage {
  readonly frame: Frame
  readonly kind: 'confirmed' | 'link failed' | 'wait for administrator' | 'signed out' | 'passkey added'
  /** Where the user goes on; undefined where that is unknown. */
  readonly next: string | undefined
}

export function noticePage({ frame, kind, next }: NoticePage): string {
  const { texts } = frame
  const wordings = {
    confirmed: [texts.confirmedTitle, texts.confirmedText, texts.signIn],
    'link failed': [texts.linkFailedTitle, texts.linkFailedText, texts.signIn],
    'wait for administrator': [texts.confirmTitle, texts.waitForAdministrator, texts.back],
    'signed out': [texts.signedOutTitle, texts.signedOutText, texts.signIn],
    'passkey added': [texts.addPasskeyTitle, texts.passkeyAdded, texts.next],
  } as const
  const [title, text, action] = wordings[kind]
  return render(
    <Page frame={frame} title={title}>
      <p class="textDescription-customizable">{text}</p>
      {next !== undefined && (
        <ul class="list">
          <li>
            <a class="submitButton-customizable" href={next}>
              {action}
            </a>
          </li>
        </ul>
      )}
    </Page>,
  )
}

export interface ErrorPage {
  readonly frame: Frame
  /** AWS: what `/error` was called with, such as `redirect_mismatch`. */
  readonly code: string | undefined
  readonly detail: string | undefined
  /** Whether the user can start the sign-in again. */
  readonly mayStartAgain: boolean
}

export function errorPage({ frame, code, detail, mayStartAgain }: ErrorPage): string {
  const { texts } = frame
  return render(
    <Page frame={frame} title={texts.errorTitle}>
      <p class="textDescription-customizable">{detail ?? texts.errorText}</p>
      {code !== undefined && (
        <p class="textDescription-customizable">
          <code>{code}</code>
        </p>
      )}
      {mayStartAgain && (
        <ul class="list">
          <li>
            <a class="submitButton-customizable" href={addressOf(frame, '/login')}>
              {texts.startAgain}
            </a>
          </li>
        </ul>
      )}
    </Page>,
  )
}

/** AWS: a client without a branding has no pages of version 2. */
export function unavailablePage({ frame }: { readonly frame: Frame }): string {
  const { texts } = frame
  return render(
    <Page frame={frame} title={texts.errorTitle}>
      <p class="textDescription-customizable">{texts.unavailable}</p>
    </Page>,
  )
}
