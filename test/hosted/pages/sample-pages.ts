import { CATALOGUES } from '../../../src/hosted/languages/catalogues.ts'
import type { Language } from '../../../src/hosted/languages/language.ts'
import { accountPage } from '../../../src/hosted/pages/sign-in/account-page.tsx'
import { choicePage } from '../../../src/hosted/pages/sign-in/choice-page.tsx'
import { codePage } from '../../../src/hosted/pages/sign-in/code-page.tsx'
import { confirmPage } from '../../../src/hosted/pages/sign-in/confirm-page.tsx'
import { plainLook } from '../../../src/hosted/pages/sign-in/look/plain-look.ts'
import { forgotPasswordPage, resendPage } from '../../../src/hosted/pages/sign-in/name-page.tsx'
import { newPasswordPage, resetPasswordPage } from '../../../src/hosted/pages/sign-in/new-password-page.tsx'
import { errorPage, noticePage, unavailablePage } from '../../../src/hosted/pages/sign-in/notice-page.tsx'
import type { Frame } from '../../../src/hosted/pages/sign-in/parts/frame.ts'
import { qrCode } from '../../../src/hosted/pages/sign-in/parts/qr-code.ts'
import { addPasskeyPage, passkeyPage } from '../../../src/hosted/pages/sign-in/passkey-page.tsx'
import { passwordPage } from '../../../src/hosted/pages/sign-in/password-page.tsx'
import { rememberPage } from '../../../src/hosted/pages/sign-in/remember-page.tsx'
import { setUpAppPage, setUpContactPage } from '../../../src/hosted/pages/sign-in/set-up-page.tsx'
import { signInPage } from '../../../src/hosted/pages/sign-in/sign-in-page.tsx'
import { signUpPage } from '../../../src/hosted/pages/sign-in/sign-up-page.tsx'

export const RULES = {
  minimumLength: 8,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSymbols: true,
}

const SECRET = 'ZWXQ2J5VTKLSP4NYEBH7MRUCG3DAF6IOZWXQ2J5VTKLSP4NYEBH7'
const CODE = await qrCode(`otpauth://totp/Shop:jane%40example.com?secret=${SECRET}&issuer=Shop`)

/** As an ordinary sign-in has it. */
export function sampleFrame(change: Partial<Frame> = {}, language: Language = 'en'): Frame {
  return {
    language,
    texts: CATALOGUES[language],
    look: plainLook(2),
    base: '/domains/shop.auth.us-east-1',
    path: '/login',
    query:
      'client_id=1example23456789&redirect_uri=https%3A%2F%2Fwww.example.com%2Fcallback&response_type=code&scope=openid+email&state=abcdefghijklmnopqrstuvwxyz0123456789&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256',
    csrf: '4b0a8a0c-7d3c-4d4f-9e7e-0d8f3a6c1b2e',
    ...change,
  }
}

/** Every page with content that has all of its parts. */
export function samplePages(frame: Frame): Readonly<Record<string, string>> {
  const { texts } = frame
  const username = 'jane@example.com'
  const faults = {}
  const nameKind = 'email' as const
  const failed: Frame = { ...frame, notice: { kind: 'error', text: texts.wrongCredentials } }
  const changed: Frame = { ...frame, notice: { kind: 'success', text: texts.passwordChanged } }
  const common = { frame, faults, offersOthers: true }
  const signIn = {
    frame,
    nameKind: 'username' as const,
    username: '',
    withPassword: true,
    forOwnUsers: true,
    providers: [],
    offersSignUp: true,
    offersRecovery: true,
    faults,
  }
  const providers = ['Google', 'Example Corp'].map((name) => ({
    name,
    address: `/oauth2/authorize?idp=${name}`,
  }))
  const options = JSON.stringify({ challenge: 'AAAA', rpId: 'localhost', allowCredentials: [] })
  return {
    'sign-in': signInPage(signIn),
    'sign-in-failed': signInPage({
      ...signIn,
      frame: failed,
      username: 'jane',
      faults: { password: texts.missing },
    }),
    'sign-in-providers': signInPage({ ...signIn, frame: changed, withPassword: false, nameKind, providers }),
    password: passwordPage({ ...common, username, offersRecovery: true }),
    passkey: passkeyPage({ ...common, username, options }),
    'choose-first-factor': choicePage({
      frame,
      kind: 'first',
      username,
      choices: [
        { value: 'PASSWORD', label: texts.byPassword, subject: 'password' },
        { value: 'WEB_AUTHN', label: texts.byPasskey, subject: 'passkey' },
        { value: 'EMAIL_OTP', label: texts.byEmail, subject: 'email' },
        { value: 'SMS_OTP', label: texts.bySms, subject: 'sms' },
      ],
    }),
    'choose-second-factor': choicePage({
      frame,
      kind: 'second',
      username,
      choices: [
        { value: 'SOFTWARE_TOKEN_MFA', label: texts.byApp, subject: 'app' },
        { value: 'SMS_MFA', label: texts.bySms, subject: 'sms', detail: '+*******1234' },
      ],
    }),
    'choose-set-up': choicePage({
      frame,
      kind: 'set-up',
      username,
      choices: [
        { value: 'SOFTWARE_TOKEN_MFA', label: texts.byApp, subject: 'app' },
        { value: 'EMAIL_OTP', label: texts.byEmail, subject: 'email' },
        { value: 'SMS_MFA', label: texts.bySms, subject: 'sms' },
      ],
    }),
    'code-email': codePage({ ...common, source: 'email', destination: 'j***@e***', offersNewCode: true }),
    'code-app-wrong': codePage({
      ...common,
      source: 'app',
      destination: undefined,
      offersNewCode: false,
      faults: { code: texts.wrongCode },
    }),
    'sign-up': signUpPage({
      frame,
      nameKind: 'username',
      username: '',
      attributes: [
        { name: 'email', kind: 'text' },
        { name: 'phone_number', kind: 'text' },
        { name: 'birthdate', kind: 'date' },
        { name: 'custom:shirt_size', kind: 'text', optional: true },
        { name: 'custom:newsletter', kind: 'boolean', optional: true },
      ],
      rules: RULES,
      needsNoPassword: false,
      terms: {
        termsOfUse: 'https://www.example.com/terms',
        privacyPolicy: 'https://www.example.com/privacy',
      },
      faults,
    }),
    'sign-up-failed': signUpPage({
      frame: { ...frame, notice: { kind: 'error', text: texts.usernameTaken } },
      nameKind,
      username,
      attributes: [{ name: 'given_name', kind: 'text', value: 'Jane', fault: texts.missing }],
      rules: RULES,
      needsNoPassword: true,
      terms: undefined,
      faults: { password: texts.weakPassword, confirmPassword: texts.passwordsDiffer },
    }),
    confirm: confirmPage({
      frame,
      destination: { kind: 'email', masked: 'j***@e***' },
      byLink: false,
      faults,
    }),
    'confirm-by-link': confirmPage({
      frame,
      destination: { kind: 'email', masked: 'j***@e***' },
      byLink: true,
      faults,
    }),
    resend: resendPage({ frame, nameKind, username, faults }),
    confirmed: noticePage({ frame, kind: 'confirmed', next: '/login' }),
    'link-failed': noticePage({ frame, kind: 'link failed', next: '/login' }),
    'wait-for-administrator': noticePage({ frame, kind: 'wait for administrator', next: '/login' }),
    'forgot-password': forgotPasswordPage({ frame, nameKind, username: '', faults }),
    'reset-password': resetPasswordPage({ frame, destination: 'j***@e***', rules: RULES, faults }),
    'new-password': newPasswordPage({
      frame,
      rules: { ...RULES, requireSymbols: false },
      attributes: [{ name: 'name', kind: 'text' }],
      faults,
    }),
    'set-up-app': setUpAppPage({ ...common, qrCode: CODE, secret: SECRET }),
    'set-up-email': setUpContactPage({ ...common, kind: 'email', value: '' }),
    'set-up-phone': setUpContactPage({
      ...common,
      kind: 'sms',
      value: '',
      faults: { contact: texts.invalid },
    }),
    'choose-account': accountPage({ frame, username, another: '/login?prompt=login' }),
    remember: rememberPage({ frame, savesFactor: true }),
    'add-passkey': addPasskeyPage({ frame, username, options }),
    'passkey-added': noticePage({ frame, kind: 'passkey added', next: '/login' }),
    'signed-out': noticePage({ frame, kind: 'signed out', next: undefined }),
    error: errorPage({ frame, code: 'redirect_mismatch', detail: undefined, mayStartAgain: false }),
    unavailable: unavailablePage({ frame }),
  }
}

/** A document as an owner writes it, with pictures. */
export const BRANDING = {
  settings: {
    categories: {
      form: { location: { horizontal: 'START', vertical: 'CENTER' }, displayGraphics: true },
      global: { colorSchemeMode: 'LIGHT', pageHeader: { enabled: true }, pageFooter: { enabled: true } },
      auth: {
        authMethodOrder: [
          [
            { display: 'BUTTON', type: 'FEDERATED' },
            { display: 'INPUT', type: 'USERNAME_PASSWORD' },
          ],
        ],
      },
    },
    componentClasses: {
      buttons: { borderRadius: 24 },
      input: { borderRadius: 4, lightMode: { defaults: { borderColor: '6b5b95ff' } } },
      link: { lightMode: { defaults: { textColor: '6b2d8fff' } } },
      focusState: { lightMode: { borderColor: '6b2d8fff' } },
    },
    components: {
      form: {
        borderRadius: 4,
        logo: { enabled: true, location: 'CENTER', position: 'TOP', formInclusion: 'IN' },
      },
      pageBackground: { lightMode: { color: 'f3e8fbff' }, image: { enabled: true } },
      pageHeader: { logo: { enabled: true, location: 'START' } },
      pageFooter: { logo: { enabled: false }, lightMode: { background: { color: 'ede0f7ff' } } },
      pageText: { lightMode: { headingColor: '4a1a66ff' } },
      primaryButton: {
        lightMode: {
          defaults: { backgroundColor: '6b2d8fff', textColor: 'ffffffff' },
          hover: { backgroundColor: '4a1a66ff', textColor: 'ffffffff' },
        },
      },
    },
  },
  assets: ['FORM_LOGO', 'PAGE_HEADER_LOGO', 'PAGE_BACKGROUND', 'FAVICON_SVG'].map((category) => ({
    category,
    colorMode: 'LIGHT' as const,
    address: `/domains/shop.auth.us-east-1/branding/${category.toLowerCase()}.svg`,
  })),
}

/** Rules for classes of the classic pages, as an owner writes them. */
export const CLASSIC_CSS = `.banner-customizable { background-color: #14324a; padding: 25px 0 25px 0 }
.submitButton-customizable { background-color: #c2410c; border-radius: 0 }
.submitButton-customizable:hover { background-color: #a3360b }
.inputField-customizable { border-radius: 0 }
.background-customizable { background-color: #fffaf2 }`
