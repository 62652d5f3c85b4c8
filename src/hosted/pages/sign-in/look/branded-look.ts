import { BASE_STYLE, STRIP_STYLE } from './base-style.ts'
import { brandingVariables, type Settings, setting } from './branding-colours.ts'
import type { Logo, Look, Picture, Place, Subject } from './look.ts'
import { plainLook } from './plain-look.ts'
import { declarations } from './variables.ts'

/** An image of a managed login branding, and where browsers find it. */
export interface BrandingAsset {
  readonly category: string
  readonly colorMode: 'LIGHT' | 'DARK' | 'DYNAMIC'
  readonly address: string
}

/** What CreateManagedLoginBranding stored for a client; without settings it has the look of the product. */
export interface ManagedBranding {
  readonly settings: Settings | undefined
  readonly assets: readonly BrandingAsset[]
}

const SCHEMES: Readonly<Record<string, Look['scheme']>> = { LIGHT: 'light', DARK: 'dark' }

const SUBJECTS: Readonly<Record<Subject, string>> = {
  app: 'AUTH_APP_GRAPHIC',
  email: 'EMAIL_GRAPHIC',
  passkey: 'PASSKEY_GRAPHIC',
  password: 'PASSWORD_GRAPHIC',
  sms: 'SMS_GRAPHIC',
}

/** The elements that may have a picture behind them, with the setting that switches it on. */
const BACKGROUNDS = [
  ['body', 'PAGE_BACKGROUND', 'components.pageBackground.image.enabled'],
  ['.background-customizable', 'FORM_BACKGROUND', 'components.form.backgroundImage.enabled'],
  ['header', 'PAGE_HEADER_BACKGROUND', 'components.pageHeader.backgroundImage.enabled'],
  ['.strip', 'PAGE_FOOTER_BACKGROUND', 'components.pageFooter.backgroundImage.enabled'],
] as const

/**
 * The look of version 2. Deviation: a document that does not name a colour scheme follows the browser, as the pages do
 * without a document (docs/deviations.md, "sign-in pages").
 */
export function brandedLook({ settings = {}, assets }: ManagedBranding): Look {
  const scheme = SCHEMES[String(setting(settings, 'categories.global.colorSchemeMode'))] ?? 'light dark'
  const pictures = new Map(pairs(assets, scheme))
  const isOn = (path: string) => setting(settings, path) === true
  const logo = (part: string, category: string): Logo | undefined => {
    const picture = pictures.get(category)
    if (!picture || !isOn(`components.${part}.logo.enabled`)) return undefined
    return { picture, place: placeOf(setting(settings, `components.${part}.logo.location`)) }
  }
  const strip = (part: 'pageHeader' | 'pageFooter', category: string) =>
    isOn(`categories.global.${part}.enabled`) ? { logo: logo(part, category) } : undefined
  const behind = BACKGROUNDS.flatMap(([element, category, path]) => {
    const picture = pictures.get(category)
    return picture && setting(settings, path) !== false && (element === 'body' || isOn(path))
      ? [{ element, picture }]
      : []
  })
  const header = strip('pageHeader', 'PAGE_HEADER_LOGO')
  const footer = strip('pageFooter', 'PAGE_FOOTER_LOGO')
  const formLogo = logo('form', 'FORM_LOGO')
  return {
    ...plainLook(2),
    css: `${declarations(brandingVariables(settings), scheme)}${BASE_STYLE}${header || footer ? STRIP_STYLE : ''}${behind.map(background).join('')}`,
    scheme,
    icons: iconsOf(setting(settings, 'components.favicon.enabledTypes'), pictures),
    logo: formLogo && {
      ...formLogo,
      inside: setting(settings, 'components.form.logo.formInclusion') !== 'OUT',
      atTop: setting(settings, 'components.form.logo.position') !== 'BOTTOM',
    },
    header,
    footer,
    graphics: {
      shown: setting(settings, 'categories.form.displayGraphics') !== false,
      pictures: Object.fromEntries(
        Object.entries(SUBJECTS).flatMap(([subject, category]) => {
          const picture = pictures.get(category)
          return picture ? [[subject, picture]] : []
        }),
      ),
    },
    providersFirst: firstMethod(setting(settings, 'categories.auth.authMethodOrder')) === 'FEDERATED',
    hasBackground: behind.some(({ element }) => element === 'body'),
  }
}

/** The picture of each category. An asset for the other scheme serves where there is none for this one. */
function* pairs(assets: readonly BrandingAsset[], scheme: Look['scheme']): Iterable<[string, Picture]> {
  for (const category of new Set(assets.map((asset) => asset.category))) {
    const of = (mode: BrandingAsset['colorMode']) =>
      assets.find((asset) => asset.category === category && asset.colorMode === mode)?.address
    const light = of('LIGHT') ?? of('DYNAMIC')
    const dark = of('DARK') ?? of('DYNAMIC')
    if (scheme === 'light') yield [category, { light: light ?? dark ?? '' }]
    else if (scheme === 'dark') yield [category, { light: dark ?? light ?? '' }]
    else yield [category, { light: light ?? dark ?? '', dark: dark ?? light }]
  }
}

function background({ element, picture }: { readonly element: string; readonly picture: Picture }): string {
  const rule = (address: string) => `${element}{background-image:url("${address}")}`
  const { light, dark } = picture
  if (dark === undefined || dark === light) return rule(light)
  return `${rule(light)}@media(prefers-color-scheme:dark){${rule(dark)}}`
}

function iconsOf(types: unknown, pictures: ReadonlyMap<string, Picture>): Look['icons'] {
  const enabled = Array.isArray(types) ? types : ['ICO', 'SVG']
  return [
    { kind: 'ICO', category: 'FAVICON_ICO', type: 'image/x-icon' },
    { kind: 'SVG', category: 'FAVICON_SVG', type: 'image/svg+xml' },
  ].flatMap(({ kind, category, type }) => {
    const picture = pictures.get(category)
    return picture && enabled.includes(kind) ? [{ type, address: picture.light }] : []
  })
}

/** The document has a list of lists of methods. */
function firstMethod(order: unknown): unknown {
  const [first]: unknown[] = Array.isArray(order) ? order.flat() : []
  return typeof first === 'object' && first !== null ? (first as Settings).type : undefined
}

function placeOf(value: unknown): Place {
  return value === 'START' || value === 'END' ? value : 'CENTER'
}
