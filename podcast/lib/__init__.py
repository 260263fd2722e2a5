"""General parts without knowledge of podcasts: files, YAML, markup, ffmpeg, the web, progress."""
