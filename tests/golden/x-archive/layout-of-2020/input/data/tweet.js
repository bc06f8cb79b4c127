window.YTD.tweet.part0 = [
 {
  "tweet": {
   "id_str": "1003",
   "id": "1003",
   "created_at": "Mon Mar 02 09:05:30 +0000 2020",
   "full_text": "@lichenwalk The yellow one on the wall is Xanthoria. It likes &lt;bird droppings&gt; &amp; sun. https://t.co/pic0000001",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "119"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [
     {
      "screen_name": "lichenwalk",
      "name": "Lichenwalk",
      "id_str": "9",
      "indices": [
       "0",
       "11"
      ]
     }
    ],
    "urls": [],
    "media": [
     {
      "id_str": "555",
      "url": "https://t.co/pic0000001",
      "media_url": "http://pbs.twimg.com/media/Wall_1.png",
      "media_url_https": "https://pbs.twimg.com/media/Wall_1.png",
      "display_url": "pic.twitter.com/pic0000001",
      "expanded_url": "https://twitter.com/lichenwalk/status/1003/photo/1",
      "type": "photo",
      "indices": [
       "96",
       "119"
      ]
     }
    ]
   },
   "extended_entities": {
    "media": [
     {
      "id_str": "555",
      "url": "https://t.co/pic0000001",
      "media_url": "http://pbs.twimg.com/media/Wall_1.png",
      "media_url_https": "https://pbs.twimg.com/media/Wall_1.png",
      "display_url": "pic.twitter.com/pic0000001",
      "expanded_url": "https://twitter.com/lichenwalk/status/1003/photo/1",
      "type": "photo",
      "indices": [
       "96",
       "119"
      ]
     }
    ]
   },
   "in_reply_to_status_id_str": "1002",
   "in_reply_to_status_id": "1002",
   "in_reply_to_user_id_str": "4711",
   "in_reply_to_user_id": "4711",
   "in_reply_to_screen_name": "lichenwalk"
  }
 },
 {
  "tweet": {
   "id_str": "1001",
   "id": "1001",
   "created_at": "Mon Mar 02 09:00:00 +0000 2020",
   "full_text": "🧵 1/ A lichen is two lives in one body: a fungus that builds, an alga that cooks. #lichens",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "90"
   ],
   "entities": {
    "hashtags": [
     {
      "text": "lichens",
      "indices": [
       "82",
       "90"
      ]
     }
    ],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   }
  }
 },
 {
  "tweet": {
   "id_str": "1004",
   "id": "1004",
   "created_at": "Mon Mar 02 09:20:00 +0000 2020",
   "full_text": "@mossfriend Thank you, I will look under the hedge!",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "51"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [
     {
      "screen_name": "mossfriend",
      "name": "Mossfriend",
      "id_str": "9",
      "indices": [
       "0",
       "11"
      ]
     }
    ],
    "urls": []
   },
   "in_reply_to_status_id_str": "1900",
   "in_reply_to_status_id": "1900",
   "in_reply_to_user_id_str": "77",
   "in_reply_to_user_id": "77",
   "in_reply_to_screen_name": "mossfriend"
  }
 },
 {
  "tweet": {
   "id_str": "1002",
   "id": "1002",
   "created_at": "Mon Mar 02 09:03:00 +0000 2020",
   "full_text": "2/ They grow slowly 🐌🐌: a millimetre a year. More at https://t.co/link000001 &amp; in any churchyard.",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "101"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": [
     {
      "url": "https://t.co/link000001",
      "expanded_url": "https://example.org/lichens/growth",
      "display_url": "example.org/lichens/growth",
      "indices": [
       "53",
       "76"
      ]
     }
    ]
   },
   "in_reply_to_status_id_str": "1001",
   "in_reply_to_status_id": "1001",
   "in_reply_to_user_id_str": "4711",
   "in_reply_to_user_id": "4711",
   "in_reply_to_screen_name": "lichenwalk"
  }
 },
 {
  "tweet": {
   "id_str": "1005",
   "id": "1005",
   "created_at": "Mon Mar 02 09:30:00 +0000 2020",
   "full_text": "And one who eats them. https://t.co/gif0000001",
   "lang": "und",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "46"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": [],
    "media": [
     {
      "id_str": "556",
      "url": "https://t.co/gif0000001",
      "media_url_https": "https://pbs.twimg.com/tweet_video_thumb/Snail.png",
      "type": "photo",
      "display_url": "pic.twitter.com/gif0000001",
      "expanded_url": "https://twitter.com/lichenwalk/status/1005/photo/1",
      "video_info": {
       "aspect_ratio": [
        "1",
        "1"
       ],
       "variants": [
        {
         "bitrate": "0",
         "content_type": "video/mp4",
         "url": "https://video.twimg.com/tweet_video/Snail.mp4"
        }
       ]
      },
      "indices": [
       "23",
       "46"
      ]
     }
    ]
   },
   "extended_entities": {
    "media": [
     {
      "id_str": "556",
      "url": "https://t.co/gif0000001",
      "media_url_https": "https://pbs.twimg.com/tweet_video_thumb/Snail.png",
      "type": "animated_gif",
      "display_url": "pic.twitter.com/gif0000001",
      "expanded_url": "https://twitter.com/lichenwalk/status/1005/photo/1",
      "video_info": {
       "aspect_ratio": [
        "1",
        "1"
       ],
       "variants": [
        {
         "bitrate": "0",
         "content_type": "video/mp4",
         "url": "https://video.twimg.com/tweet_video/Snail.mp4"
        }
       ]
      },
      "indices": [
       "23",
       "46"
      ]
     }
    ]
   },
   "in_reply_to_status_id_str": "1003",
   "in_reply_to_status_id": "1003",
   "in_reply_to_user_id_str": "4711",
   "in_reply_to_user_id": "4711",
   "in_reply_to_screen_name": "lichenwalk"
  }
 },
 {
  "tweet": {
   "id_str": "1006",
   "id": "1006",
   "created_at": "Mon Mar 02 10:00:00 +0000 2020",
   "full_text": "RT @mossfriend: Moss has no roots, and does not miss them.",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "58"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   }
  }
 },
 {
  "tweet": {
   "id_str": "1007",
   "id": "1007",
   "created_at": "Mon Mar 02 11:00:00 +0000 2020",
   "full_text": "Rain at last.",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "13"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   }
  }
 }
]
