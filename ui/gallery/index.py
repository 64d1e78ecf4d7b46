"""The page on which the pictures are looked through: choose a screen, a language, a size."""

from __future__ import annotations

from typing import Final, TypedDict


class Picture(TypedDict):
    """One picture and what it shows."""

    file: str
    screen: str
    state: str
    shape: str
    language: str
    type: str
    contrast: str
    reach: str


#: ``PICTURES`` stands for the list of them.
INDEX: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Gallery</title>
<style>
body { font: 15px sans-serif; margin: 0; background: #e6e6e6 }
form { position: sticky; top: 0; background: #fff; padding: 12px; display: flex; flex-wrap: wrap;
  gap: 12px; border-bottom: 1px solid #949494 }
label { display: grid; gap: 4px } select { font: inherit; padding: 4px }
main { display: flex; flex-wrap: wrap; gap: 16px; padding: 16px }
figure { margin: 0; background: #fff; padding: 8px }
img { height: 360px; display: block }
figcaption { font-size: 13px; padding-top: 6px }
</style>
<form></form><main></main>
<script>
const pictures = PICTURES;
const first = {screen: "", state: "", shape: "1080x1920", language: "ja", type: "standard",
  contrast: "standard", reach: "standing"};
const form = document.querySelector("form"), main = document.querySelector("main");
for (const [name, chosen] of Object.entries(first)) {
  const values = [...new Set(pictures.map(picture => picture[name]))];
  const label = document.createElement("label"), select = document.createElement("select");
  label.append(name, select);
  select.name = name;
  select.append(new Option("all", ""), ...values.map(value => new Option(value, value)));
  if (values.includes(chosen)) select.value = chosen;
  form.append(label);
}
function show() {
  const wanted = [...new FormData(form)].filter(([, value]) => value);
  const seen = pictures.filter(p => wanted.every(([name, value]) => p[name] === value));
  main.replaceChildren(...seen.slice(0, 600).map(picture => {
    const figure = document.createElement("figure"), link = document.createElement("a");
    const image = new Image(), caption = document.createElement("figcaption");
    link.href = image.src = encodeURIComponent(picture.file);
    image.loading = "lazy";
    image.alt = picture.file;
    link.append(image);
    caption.append(picture.screen + " · " + picture.state, document.createElement("br"),
      [picture.shape, picture.language, picture.type, picture.contrast, picture.reach].join(" · "));
    figure.append(link, caption);
    return figure;
  }));
  document.title = `Gallery: ${seen.length} of ${pictures.length}`;
}
form.addEventListener("change", show);
show();
</script>
</html>
"""
