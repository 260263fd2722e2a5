"""Small parts that know nothing of podcasts: files, YAML, markup, ffmpeg, the web, progress."""
