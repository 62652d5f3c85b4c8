import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { LANGUAGE_NAMES, LANGUAGES } from '../../../languages/language.ts'
import type { Logo, Place, Subject } from '../look/look.ts'
import type { Frame } from './frame.ts'
import { Graphic } from './graphic.tsx'
import { Image } from './image.tsx'

export interface PageProps {
  readonly frame: Frame
  readonly title: string
  /** What the page is about, shown above its title. */
  readonly subject?: Subject | undefined
  readonly children?: Child
}

/** The whole of a page; {@link render} makes it a text. */
export function Page({ frame, title, subject, children }: PageProps) {
  const { language, look, base, notice } = frame
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={look.scheme} />
        <title>{title}</title>
        {look.icons.map(({ type, address }) => (
          <link rel="icon" type={type} href={address} />
        ))}
        <style>{raw(look.css)}</style>
        <script src={`${base}/assets/pages.js`} defer></script>
      </head>
      <body class={look.hasBackground ? 'pictured' : undefined}>
        {look.header && (
          <header class={placeOf(look.header.logo)}>
            <StripLogo logo={look.header.logo} />
          </header>
        )}
        <main>
          {look.logo && !look.logo.inside && look.logo.atTop && <FormLogo logo={look.logo} />}
          <div class="background-customizable">
            {look.logo?.inside && look.logo.atTop && <FormLogo logo={look.logo} />}
            {subject && <Graphic look={look} subject={subject} />}
            <h1>{title}</h1>
            {notice && (
              <div
                class={notice.kind === 'error' ? 'errorMessage-customizable' : 'done'}
                role={notice.kind === 'error' ? 'alert' : 'status'}
              >
                {notice.text}
              </div>
            )}
            {children}
            {look.logo?.inside && !look.logo.atTop && <FormLogo logo={look.logo} />}
          </div>
          {look.logo && !look.logo.inside && !look.logo.atTop && <FormLogo logo={look.logo} />}
        </main>
        <footer>
          <LanguageForm frame={frame} />
          {look.footer && (
            <div class={`strip ${placeOf(look.footer.logo)}`}>
              <StripLogo logo={look.footer.logo} />
            </div>
          )}
        </footer>
      </body>
    </html>
  )
}

/** A page as it is sent. */
export function render(page: ReturnType<typeof Page>): string {
  return `<!doctype html>${page}`
}

const PLACES: Readonly<Record<Place, string>> = { START: 'at-start', CENTER: 'at-center', END: 'at-end' }

const placeOf = (logo: Logo | undefined): string => PLACES[logo?.place ?? 'START']

function FormLogo({ logo }: { readonly logo: Logo }) {
  return (
    <div class={`banner-customizable ${placeOf(logo)}`}>
      <Image picture={logo.picture} name="logo-customizable" />
    </div>
  )
}

function StripLogo({ logo }: { readonly logo: Logo | undefined }) {
  return logo ? <Image picture={logo.picture} /> : null
}

/** A form of its own, so that changing the language needs no script and keeps the sign-in's query. */
function LanguageForm({ frame: { base, path, query, texts, language } }: { readonly frame: Frame }) {
  const kept = [...new URLSearchParams(query)].filter(([name]) => name !== 'lang')
  return (
    <form class="tongues" method="get" action={base + path}>
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <select name="lang" aria-label={texts.language}>
        {LANGUAGES.map((tag) => (
          <option value={tag} lang={tag} selected={tag === language}>
            {LANGUAGE_NAMES[tag]}
          </option>
        ))}
      </select>
      <button type="submit">{texts.changeLanguage}</button>
    </form>
  )
}
