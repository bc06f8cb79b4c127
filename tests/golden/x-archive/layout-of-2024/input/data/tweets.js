window.YTD.tweets.part0 = [
 {
  "tweet": {
   "id_str": "2003",
   "id": "2003",
   "created_at": "Sat Nov 09 12:25:00 +0000 2024",
   "full_text": "The loaf this morning, and the one of last year: https://t.co/quote00001 https://t.co/pic0000002",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "96"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": [
     {
      "url": "https://t.co/quote00001",
      "expanded_url": "https://twitter.com/breadclock/status/2009",
      "display_url": "twitter.com/breadclock/st…",
      "indices": [
       "49",
       "72"
      ]
     }
    ],
    "media": [
     {
      "id_str": "881",
      "url": "https://t.co/pic0000002",
      "media_url_https": "https://pbs.twimg.com/media/Loaf.jpg",
      "type": "photo",
      "indices": [
       "73",
       "96"
      ]
     }
    ]
   },
   "extended_entities": {
    "media": [
     {
      "id_str": "881",
      "url": "https://t.co/pic0000002",
      "media_url_https": "https://pbs.twimg.com/media/Loaf.jpg",
      "type": "photo",
      "indices": [
       "73",
       "96"
      ]
     },
     {
      "id_str": "882",
      "url": "https://t.co/pic0000002",
      "media_url_https": "https://pbs.twimg.com/media/Crumb.png",
      "type": "photo",
      "indices": [
       "73",
       "96"
      ]
     },
     {
      "id_str": "883",
      "url": "https://t.co/pic0000002",
      "media_url_https": "https://pbs.twimg.com/ext_tw_video_thumb/883/pu/img/Oven.png",
      "type": "video",
      "video_info": {
       "variants": [
        {
         "content_type": "application/x-mpegURL",
         "url": "https://video.twimg.com/883.m3u8"
        },
        {
         "bitrate": "832000",
         "url": "https://video.twimg.com/883-low.mp4?tag=12"
        },
        {
         "bitrate": "2176000",
         "url": "https://video.twimg.com/883-high.mp4?tag=12"
        }
       ]
      },
      "indices": [
       "73",
       "96"
      ]
     }
    ]
   },
   "in_reply_to_status_id_str": "2002",
   "in_reply_to_status_id": "2002",
   "in_reply_to_user_id_str": "4711",
   "in_reply_to_user_id": "4711",
   "in_reply_to_screen_name": "breadclock"
  }
 },
 {
  "tweet": {
   "id_str": "2001",
   "id": "2001",
   "created_at": "Sat Nov 09 12:14:18 +0000 2024",
   "full_text": "Sourdough keeps time better than most clocks. Flour &amp; water are mixed at nine; by noon the dough has doubled, and @millwheel would say that it has found its feet.\n\nThen comes the waiting. The best account of why this works is https://t.co/note000001, which explains how wild yeast and bacteria share one jar: the yeast makes the gas, the bacteria make the sour, and… https://t.co/self000001",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "394"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": [
     {
      "url": "https://t.co/self000001",
      "expanded_url": "https://twitter.com/i/web/status/2001",
      "display_url": "twitter.com/i/web/status/2…",
      "indices": [
       "371",
       "394"
      ]
     }
    ]
   }
  }
 },
 {
  "tweet": {
   "id_str": "2002",
   "id": "2002",
   "created_at": "Sat Nov 09 12:20:00 +0000 2024",
   "full_text": "Fold it four times. Evry half hour is enough.",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "45"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "in_reply_to_status_id_str": "2001",
   "in_reply_to_status_id": "2001",
   "in_reply_to_user_id_str": "4711",
   "in_reply_to_user_id": "4711",
   "in_reply_to_screen_name": "breadclock",
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "2002",
      "2004"
     ],
     "editsRemaining": "4"
    }
   }
  }
 }
]
