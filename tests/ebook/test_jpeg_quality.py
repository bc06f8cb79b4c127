"""The quality of a JPEG, by what is seen of it."""

from __future__ import annotations

import io

from PIL import Image, ImageChops, ImageDraw

from pipeline.ebook import jpeg_quality


def test_what_is_smooth_is_smaller_than_what_is_rough() -> None:
    """A sky takes a low quality, grain the highest."""
    sky = Image.linear_gradient("L").resize((600, 800))
    grain = Image.effect_noise((600, 800), 60)
    assert jpeg_quality.options(sky)["quality"] < jpeg_quality.options(grain)["quality"] == 88


def test_the_whole_picture_is_as_near_as_the_sample() -> None:
    """The bound that a sample keeps, its picture keeps as nearly as two of them: 36 dB."""
    image = Image.effect_mandelbrot((900, 1200), (-2, -1.5, 1, 1.5), 60)
    file = io.BytesIO()
    image.save(file, "JPEG", **jpeg_quality.options(image))
    counts = ImageChops.difference(image, Image.open(file)).histogram()
    assert sum(step**2 * count for step, count in enumerate(counts)) / sum(counts) <= 16


def test_letters_keep_the_colours_of_their_edges() -> None:
    """A page of text, red on white, is not sampled down; a picture of many tones is."""
    page = Image.new("RGB", (600, 800), "white")
    for line in range(0, 800, 20):
        ImageDraw.Draw(page).text((20, line), "The harbour had three clocks. " * 3, fill="red")
    assert jpeg_quality.options(page)["subsampling"] == "4:4:4"
    sky = Image.linear_gradient("L").resize((600, 800)).convert("RGB")
    assert jpeg_quality.options(sky)["subsampling"] == "4:2:0"
