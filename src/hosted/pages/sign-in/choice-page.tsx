import { type Choice, ChoiceList } from './parts/choice-list.tsx'
import { addressOf, type Frame } from './parts/frame.ts'
import { Page, render } from './parts/page.tsx'
import { SigningIn } from './parts/user-name.tsx'

export interface ChoicePage {
  readonly frame: Frame
  /** What is chosen: how to sign in, how to prove it once more, or what to prove it with from now on. */
  readonly kind: 'first' | 'second' | 'set-up'
  readonly username: string
  readonly choices: readonly Choice[]
}

/** The choice of a factor, sent as the field `answer`. */
export function choicePage({ frame, kind, username, choices }: ChoicePage): string {
  const { texts } = frame
  const titles = { first: texts.chooseSignIn, second: texts.chooseSecond, 'set-up': texts.setUpTitle }
  return render(
    <Page frame={frame} title={titles[kind]}>
      {kind === 'first' && <SigningIn frame={frame} username={username} />}
      {kind === 'set-up' && <p class="textDescription-customizable">{texts.setUpText}</p>}
      <ChoiceList frame={frame} name="answer" choices={choices} />
      {kind !== 'first' && (
        <p class="redirect-customizable">
          <a href={addressOf(frame, '/login')}>{texts.back}</a>
        </p>
      )}
    </Page>,
  )
}
