window.YTD.profile.part0 = [
 {
  "profile": {
   "description": {
    "bio": "I bake by the clock &amp; time it by the loaf 🍞",
    "website": "https://t.co/b4k3r",
    "location": "A kitchen"
   },
   "avatarMediaUrl": "https://pbs.twimg.com/profile_images/4711/rook.jpg",
   "headerMediaUrl": "https://pbs.twimg.com/profile_banners/4711/1"
  }
 }
]
