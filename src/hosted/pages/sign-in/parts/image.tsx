import type { Picture } from '../look/look.ts'

/** An image that says nothing that the text does not say. */
export function Image({ picture, name }: { readonly picture: Picture; readonly name?: string | undefined }) {
  const { light, dark } = picture
  if (dark === undefined || dark === light) return <img class={name} src={light} alt="" />
  return (
    <picture>
      <source media="(prefers-color-scheme: dark)" srcset={dark} />
      <img class={name} src={light} alt="" />
    </picture>
  )
}
