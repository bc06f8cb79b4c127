"""X (Twitter): reads the archives of its users, the answers of its interfaces, and what programs save of its posts.

x_archive   the archive that X sends to its users
x_api_v2    responses of API v2
x_api_v1    tweets of API v1.1
x_graphql   responses that X's own site loads
twscrape    posts saved by twscrape
snscrape    posts saved by snscrape
gallery_dl  posts and pictures saved by gallery-dl

What these readers share of a post is in `x_post` and `tweet_text`.
"""
