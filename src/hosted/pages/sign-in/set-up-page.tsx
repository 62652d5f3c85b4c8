import { AnotherWay } from './parts/another-way.tsx'
import { PHONE } from './parts/attribute-fields.tsx'
import { CodeField, Field } from './parts/field.tsx'
import { Form, Submit } from './parts/form.tsx'
import type { Frame } from './parts/frame.ts'
import { Page, render } from './parts/page.tsx'
import type { QrCode } from './parts/qr-code.ts'

export interface SetUpAppPage {
  readonly frame: Frame
  readonly qrCode: QrCode
  /** The shared secret in Base32. */
  readonly secret: string
  readonly offersOthers: boolean
  readonly faults: Readonly<Record<string, string>>
}

/** Sets up an authenticator app as the second factor. */
export function setUpAppPage({ frame, qrCode, secret, offersOthers, faults }: SetUpAppPage): string {
  const { texts } = frame
  const { size, outline } = qrCode
  return render(
    <Page frame={frame} title={texts.setUpAppTitle}>
      <p class="textDescription-customizable">{texts.scanCode}</p>
      <svg
        class="qr"
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={texts.qrCode}
        shape-rendering="crispEdges"
      >
        <path d={outline} stroke="currentColor" />
      </svg>
      <p class="textDescription-customizable">
        {texts.orEnterKey} <code class="key">{inGroups(secret)}</code>
      </p>
      <p class="textDescription-customizable">{texts.enterAppCode}</p>
      <Form frame={frame}>
        <CodeField texts={texts} name="code" fault={faults.code} />
        <Submit>{texts.next}</Submit>
      </Form>
      {offersOthers && <AnotherWay frame={frame} />}
    </Page>,
  )
}

/** In fours, which are easier to copy. */
function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? ''
}

export interface SetUpContactPage {
  readonly frame: Frame
  readonly kind: 'email' | 'sms'
  readonly value: string
  readonly offersOthers: boolean
  readonly faults: Readonly<Record<string, string>>
}

/** Sets up an address or a number where the second factor's codes go; sent as the field `contact`. */
export function setUpContactPage({ frame, kind, value, offersOthers, faults }: SetUpContactPage): string {
  const { texts } = frame
  const form = kind === 'email' ? ({ type: 'email', autocomplete: 'email' } as const) : PHONE
  return render(
    <Page frame={frame} title={texts.setUpTitle} subject={kind}>
      <p class="textDescription-customizable">
        {kind === 'email' ? texts.setUpEmailText : texts.setUpPhoneText}
      </p>
      <Form frame={frame}>
        <Field
          texts={texts}
          name="contact"
          label={kind === 'email' ? texts.email : texts.phoneNumber}
          value={value}
          fault={faults.contact}
          {...form}
        />
        <Submit>{texts.sendCode}</Submit>
      </Form>
      {offersOthers && <AnotherWay frame={frame} />}
    </Page>,
  )
}
